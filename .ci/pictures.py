"""Small pictures of the pages in print and of the web, held against those in `tests/golden/` with a tolerance: enough to
show that a part is gone or has moved, and too little to mind how a renderer smooths edges.
usage: pictures.py OUT WORK          compares; exits 1 if a page looks different, and leaves what it saw in WORK
       pictures.py OUT WORK --renew  writes the pictures in `tests/golden/` anew
Without pdftoppm or Chromium, what they would draw is left out with a word about it."""
import os
import shutil
import subprocess
import sys

from PIL import Image, ImageChops, ImageFilter

GOLDEN = "tests/golden"
DPI = 40
GREYS = 16
WINDOWS = {"desktop": (1280, 1600), "phone": (390, 1600)}  # CSS pixels; drawn at a third of that
SHRINK = 3
# Of 256 levels of grey, after smoothing; and the share of a page. Another renderer of the same page (pdftocairo) differs in
# 0.13% of it at most, a paragraph that is missing in 0.24%, rows that have moved by two millimetres in 1.3%. Single words
# are beyond these pictures: they stand in the readings beside them.
DIFFERS = 60
MOST = 0.002
PRINT = [
    "wiltshire/appendix-a", "wiltshire/report", "exampleshire/appendix-a", "exampleshire/services/commissioning",
]
WEB = ["wiltshire/index", "exampleshire/services/commissioning"]


def grey(picture):
    """The picture in few greys, which makes its file small."""
    return picture.convert("L").point(lambda level: round(level * (GREYS - 1) / 255) * 255 // (GREYS - 1))


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def name_of(document, part):
    pack, name = document.split("/", 1)
    return f"{pack}/{name.replace('/', '-')}-{part}.png"


def drawn(out, work):
    """All pictures by name."""
    pictures = {}
    if not shutil.which("pdftoppm"):
        print("pictures: no pdftoppm (Debian: poppler-utils), so pages in print are not compared")
    else:
        for document in PRINT:
            stem = f"{work}/{document.replace('/', '-')}"
            run("pdftoppm", "-r", str(DPI), "-gray", "-png", f"{out}/{document}.pdf", stem)
            sheets = sorted(file for file in os.listdir(work) if file.startswith(os.path.basename(stem) + "-"))
            for number, file in enumerate(sheets, 1):
                pictures[name_of(document, number)] = grey(Image.open(f"{work}/{file}"))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("pictures: no Chromium, so pages of the web are not compared")
        return pictures
    for document in WEB:
        for window, (width, height) in WINDOWS.items():
            # Headless windows have a least width of 500: a narrower page stands in a frame.
            frame = os.path.abspath(f"{work}/frame.html")
            with open(frame, "w", encoding="utf-8") as file:
                file.write(f'<!DOCTYPE html><body style="margin:0"><iframe src="file://{os.path.abspath(f"{out}/{document}.html")}" '
                           f'style="border:0;width:{width}px;height:{height}px"></iframe>')
            shot = f"{work}/{document.replace('/', '-')}-{window}.png"
            run(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--blink-settings=preferredColorScheme=1",
                f"--window-size={max(width, 500)},{height}", f"--user-data-dir={work}/chromium", f"--screenshot={shot}", f"file://{frame}")
            page = Image.open(shot).convert("L").crop((0, 0, width, height))
            pictures[name_of(document, window)] = grey(page.resize((width // SHRINK, height // SHRINK), Image.Resampling.LANCZOS))
    return pictures


def difference(before, now):
    """The share of a page that differs, and a picture of where."""
    smooth = [picture.convert("L").filter(ImageFilter.GaussianBlur(1.2)) for picture in (before, now)]
    where = ImageChops.difference(*smooth).point(lambda level: 255 if level > DIFFERS else 0)
    return where.histogram()[255] / (where.width * where.height), where


def main(out, work, renew):
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    pictures, different = drawn(out, work), []
    for name, now in pictures.items():
        path = f"{GOLDEN}/{name}"
        if renew:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            now.quantize(GREYS).save(path, optimize=True)
            print(f"{path}: {os.path.getsize(path)} bytes")
            continue
        now.save(f"{work}/now-{name.replace('/', '-')}")
        if not os.path.exists(path):
            different.append(f"{path}: FAIL looks: there is no such picture yet; renew them")
            continue
        before = Image.open(path).convert("L")
        if before.size != now.size:
            different.append(f"{path}: FAIL looks: {now.size}, was {before.size}")
            continue
        share, where = difference(before, now)
        if share > MOST:
            where.save(f"{work}/where-{name.replace('/', '-')}")
            different.append(f"{path}: FAIL looks: {share:.2%} of the page differ, see {work}/where-{name.replace('/', '-')}")
    if different:
        print("\n".join(different))
        print("If they are meant to look different: .ci/python .ci/pictures.py OUT WORK --renew")
    else:
        print(f"{len(pictures)} pictures {'written' if renew else 'as before'}")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], "--renew" in sys.argv[3:]))
