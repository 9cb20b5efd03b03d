"""The boxes of all words, in print and on the web: none lies over another, none runs off its sheet or window.
usage: boxes.py SCORECARD OUT WORK   reads every PDF and page below OUT, and of packs that are made here and built with the
program SCORECARD into WORK: 1 to 60 measures on four sheets, bare and with everything that takes room. Pages of the web do not
differ by sheet, so those of one sheet are read.
Without pdftotext or Chromium, what they would read is left out with a word about it."""
import base64
import glob
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

from filters import Browser

SHEETS = ["A3 landscape", "A3 portrait", "A4 landscape", "A4 portrait"]
COUNTS = [1, 2, 3, 5, 8, 12, 14, 20, 26, 34, 45, 53, 60]
# Widths in CSS pixels, and how much the page is enlarged: 400% of a window of 1280 are 320, in letters four times as large.
WINDOWS = [(320, 1), (390, 1), (800, 1), (1280, 1), (1280, 4)]
# A box is as high as its line; letters fill the middle of it. Points, and pixels.
MIDDLE, OVER, OFF = 0.2, 1.5, 1.0
LONG = "Percentage of adults with a learning disability in paid employment whose accommodation is settled"


def png(width, height):
    """A plain picture, for a logo."""
    part = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = zlib.compress((b"\0" + b"\x30\x60\x90" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + part(b"IDAT", rows) + part(b"IEND", b"")


def paper(sheet, full):
    names = ("Upper Severn Vale and Ystrad District Councils, acting jointly with the National Park Authority", "Joint Overview and "
             "Scrutiny Committee (Community Safety and Customer Experience)", "Joint Quarterly Performance, Finance and Risk Scorecard") if full \
        else ("Seaborough Council", "Committee", "Scorecard")
    lines = [f"council: {names[0]}", f"committee: {names[1]}", "meeting: 2024-06-11", f"title: {names[2]}", 'version: "1"',
             "version-date: 2024-06-03", "data-as-at: 2024-05-31", "status: draft", f"page: {{ paper: {sheet} }}",
             "kinds: [{ name: outcome, title: Outcomes }, { name: output, title: Outputs and processes }]"]
    if full:
        lines += ["logo: logo.png", "author: { post: \"Director of Adult Care, Public Health and "
                  "Commissioning (statutory Director of Adult Social Services)\", name: Llinos Wojciechowska-Smith }",
                  "classification: \"Exempt under paragraphs 3 and 5 of Part 1 of Schedule 12A to the Local Government Act 1972. The public "
                  "interest in maintaining the exemption outweighs the public interest in disclosing the information.\"",
                  "notice: Not for publication", "front: [{ label: Meetings at which the report will be considered, text: Cabinet 23 July 2024 }]",
                  "comparators: [{ name: england, title: England, kind: nation }, { name: south-west, title: South West, kind: region }]",
                  "priorities: [{ name: home, title: Living at home, letter: H }]"]
    return "\n".join(lines) + "\n"


def measure(number, full, comments):
    value = 60 + number * 7 % 30
    lines = [f"- number: {number}", f"  id: measure-{number}", "  title: " + (f"{LONG}, {number}" if full else f"Measure {number}"),
             f"  kind: {'outcome' if number % 2 else 'output'}", "  unit: percent", "  better: higher",
             "  frequency: " + ("monthly" if full and number % 3 == 0 else "yearly"), "  decimals: 1"]
    if full:
        lines += ["  code: NI 157a", "  target: 75", "  tolerance: 10%", "  priorities: [home]", "  reviewed: 2024-02-01",
                  "  owner: Head of Assessment, Review and Reablement", "  action: More hours of care from July, and a second team for visits at night."]
    if comments:
        lines += ["  comment: Fewer people than a year ago; the wait for an assessment has grown since the autumn."]
    if full and number % 3 == 0:
        months = [f"2023-{month:02}" for month in range(1, 13)] + ["2024-01", "2024-02", "2024-03"]
        lines += ["  readings: { " + ", ".join(f"{month}: {value + at % 5}.{at % 10}" for at, month in enumerate(months)) + " }"]
    else:
        lines += [f"  readings: {{ 2021-22: {value - 3}, 2022-23: {value + 2}.5, 2023-24: {{ value: {value}, margin: 1.1, status: provisional }} }}"]
    if full and number % 3:
        lines += ["  comparators: { england: { 2021-22: 70, 2022-23: 74, 2023-24: 75 }, south-west: { 2022-23: 70.1 } }"]
    return "\n".join(lines) + "\n"


def report(full):
    blocks = "\n\n".join(f"[[ {name} ]]" for name in ("roll-up", "trends", "reds", "overdue", "themes", "sources", "appendices"))
    table = lambda columns: "\n".join("| " + " | ".join(cells) + " |" for cells in (
        ["Indicator"] + [f"Quarter {at}" for at in range(1, columns)], ["---"] + ["--:"] * (columns - 1),
        ["Percentage of reports of littering attended to"] + ["54.4%"] * (columns - 1)))
    tables = "\n\n".join(table(columns) for columns in ((4, 9, 12) if full else (4,)))
    return f"# Purpose\n\nTo note the figures.\n\n{tables}\n\n# Figures\n\nAll of them.\n\n{blocks}\n"


def made(work):
    """Packs by name: on every sheet with every count, bare and full; and each thing that takes room by itself."""
    for sheet in SHEETS:
        for count in COUNTS:
            for full in (False, True):
                for comments in ((False, True) if count in (3, 14, 34) else (full,)):
                    name = f"{sheet.replace(' ', '-').lower()}-{count}-{'full' if full else 'bare'}{'-comments' if comments else ''}"
                    home = f"{work}/packs/{name}"
                    os.makedirs(f"{home}/measures")
                    with open(f"{home}/logo.png", "wb") as file:
                        file.write(png(60, 40))
                    for path, text in (("scorecard.yaml", paper(sheet, full)), ("report.md", report(full)),
                                       ("measures/all.yaml", "".join(measure(at, full, comments) for at in range(1, count + 1)))):
                        with open(f"{home}/{path}", "w", encoding="utf-8") as file:
                            file.write(text)
                    if not full:
                        os.remove(f"{home}/logo.png")
                    yield home


def built(program, work):
    """Builds them, and says how many do not fit on their sheet: that is a finding of its own."""
    packs, too_full = list(made(work)), 0
    for home in packs:
        run = subprocess.run([program, "build", home, "--out", f"{work}/out"], capture_output=True, text=True)
        if run.returncode:
            if "[page-full]" not in run.stderr or run.stderr.count(": error [") > 1:
                raise SystemExit(f"{home}: {run.stderr}")
            too_full += 1
    print(f"boxes: {len(packs)} packs made, of which {too_full} are too full for their sheet")


def over(words, slack):
    """Pairs of words that lie over each other; each is (left, top, right, bottom, text). Of a word's height, the middle."""
    middle = sorted((top + MIDDLE * (bottom - top), bottom - MIDDLE * (bottom - top), left, right, text)
                    for left, top, right, bottom, text in words)
    for at, (top, bottom, left, right, one) in enumerate(middle):
        for other_top, other_bottom, other_left, other_right, other in middle[at + 1:]:
            if other_top >= bottom - slack:
                break
            across = min(right, other_right) - max(left, other_left)
            down = min(bottom, other_bottom) - other_top
            # A text with a halo is painted twice.
            if across > slack and down > slack and one != other:
                yield one, other, f"{across:.1f} by {down:.1f}"


def in_print(files):
    if not shutil.which("pdftotext"):
        print("boxes: no pdftotext (Debian: poppler-utils), so print is not read")
        return []
    faults, sheets, boxes = [], 0, 0
    number = r'(-?[\d.]+)"'
    for path in files:
        text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
        for page in text.split("<page ")[1:]:
            sheets += 1
            width, height = (float(it) for it in re.match(f'width="{number} height="{number}', page).groups())
            found = re.findall(f'<word xMin="{number} yMin="{number} xMax="{number} yMax="{number}>(.*?)</word>', page)
            words = [tuple(float(it) for it in word[:4]) + (word[4],) for word in found]
            boxes += len(words)
            for left, top, right, bottom, word in words:
                if left < -OFF or top < -OFF or right > width + OFF or bottom > height + OFF:
                    faults.append(f"{path}: FAIL boxes: `{word}` runs off sheet {sheets}")
            faults += [f"{path}: FAIL boxes: `{one}` over `{other}`, {size} pt" for one, other, size in over(words, OVER)]
    print(f"boxes: {len(files)} PDFs, {sheets} sheets, {boxes} words in print")
    return faults


# Each word that is seen, with its box; of a text in a drawing, the drawing's number, for there words have no other bounds.
WORDS = r"""(() => {
  const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, holder = node.parentElement;
    if (!holder.checkVisibility({visibilityProperty: true}) || holder.closest('.unseen, .skip, thead, option')) continue;
    if (holder.closest('caption, h2') && getComputedStyle(holder).position === 'absolute') continue;
    for (const word of node.textContent.matchAll(/\S+/g)) {
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      for (const box of range.getClientRects())
        found.push([box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY, word[0], !!holder.closest('.scroll')]);
    }
  }
  return found;
})()"""


def on_screen(files, work):
    """Pages of the web in every window; then printed, and read as print is."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        print("boxes: no Chromium, so the web is not read")
        return []
    faults, boxes, printed = [], 0, []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        for path in files:
            browser.open(path)
            for width, scale in WINDOWS:
                # The reader's enlargement leaves a window of fewer, larger pixels.
                browser.ask("Emulation.setDeviceMetricsOverride", width=width // scale, height=900 // scale, deviceScaleFactor=scale, mobile=False)
                words = browser.value(WORDS)
                boxes += len(words)
                where = f"{path}: FAIL boxes: at {width} px" + (f" and {scale * 100}%" if scale > 1 else "")
                wide = browser.value("document.documentElement.scrollWidth")
                if wide > width // scale:
                    faults.append(f"{where}: the page is {wide} px wide")
                for left, _, right, _, word, scrolls in words:
                    if not scrolls and (left < -OFF or right > width // scale + OFF):
                        faults.append(f"{where}: `{word}` runs off the window")
                seen = [tuple(word[:5]) for word in words]
                faults += [f"{where}: `{one}` over `{other}`, {size} px" for one, other, size in over(seen, OVER)]
            browser.ask("Emulation.clearDeviceMetricsOverride")
            printed.append(f"{work}/printed-{len(printed) + 1}.pdf")
            with open(printed[-1], "wb") as file:
                file.write(base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"]))
        browser.close()
    print(f"boxes: {len(files)} pages of the web in {len(WINDOWS)} windows, {boxes} words")
    return faults + in_print(printed)


def main(program, out, work):
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    built(program, work)
    below = lambda ending: sorted(path for home in (out, f"{work}/out") for path in glob.glob(f"{home}/**/*.{ending}", recursive=True))
    pages = [path for path in below("html") if path.startswith(f"{out}/") or re.search(r"/a3-landscape-(3|14|53)-full", path)]
    faults = in_print(below("pdf")) + on_screen(pages, work)
    print("\n".join(faults) if faults else "boxes: no word over another, none off its sheet or window")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
