"""Proves that the checks of outputs can fail: sound outputs are spoiled on purpose, one fault each, and the checks have
to find that very fault, and nothing in copies without one.
usage: spoiled.py CHECKS OUT WORK   CHECKS: folder of the validators; OUT: sound outputs; WORK: a folder for the copies."""
import os
import re
import shutil
import subprocess
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

import attached

PAGE = "exampleshire/services/commissioning"  # tables, pictures, lists on one sheet, and a page of the web
REPORT = "exampleshire/report"  # links, tables, several sheets


# === Spoiling PDFs ===================================================================================================

def kids(node):
    inside = node.get("/K", Array())
    inside = list(inside) if isinstance(inside, Array) else [inside]
    return [kid for kid in inside if isinstance(kid, Dictionary) and "/S" in kid]


def elements(pdf, kind):
    """The elements of the structure of a kind, in the order of reading."""
    def walk(node):
        for kid in kids(node):
            if kid.S == kind:
                yield kid
            yield from walk(kid)
    found = list(walk(pdf.Root.StructTreeRoot))
    assert found, f"no {kind} to spoil"
    return found


def scope(cell):
    return next((own.get("/Scope") for own in cell.get("/A", []) if "/Scope" in own), None)


def heads_to_cells(pdf, which):
    """Heads of rows or columns become ordinary cells."""
    heads = [cell for cell in elements(pdf, Name.TH) if scope(cell) == which]
    assert heads, f"no heads of {which}"
    for cell in heads:
        cell.S = Name.TD
        for own in cell.A:
            if "/Scope" in own:
                del own["/Scope"]


def drop_scope(pdf):
    for own in elements(pdf, Name.TH)[0].A:
        del own["/Scope"]


def drop(*path):
    def spoil(pdf):
        node = pdf.Root
        for key in path[:-1]:
            node = node[key]
        del node[path[-1]]
    return spoil


def drop_from_first(kind, key):
    def spoil(pdf):
        del elements(pdf, kind)[0][key]
    return spoil


def rename(kind, other):
    def spoil(pdf):
        for element in elements(pdf, kind):
            element.S = other
    return spoil


def metadata(pattern, instead):
    def spoil(pdf):
        before = pdf.Root.Metadata.read_bytes().decode()
        after, count = re.subn(pattern, instead, before, flags=re.S)
        assert count, f"{pattern} is not in the metadata"
        pdf.Root.Metadata.write(after.encode())
    return spoil


def same_ids(pdf):
    first, second = [cell for cell in elements(pdf, Name.TH) if "/ID" in cell][:2]
    second.ID = first.ID


def swap_cells(pdf):
    """Two cells of a row change places in the tags, not on the sheet."""
    row = next(row for row in reversed(elements(pdf, Name.TR)) if len(kids(row)) > 3)
    row.K[1], row.K[2] = row.K[2], row.K[1]


def forget_fonts(pdf):
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def mute_links(pdf):
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if note.Subtype == Name.Link and "/Contents" in note:
                del note["/Contents"]


def alter_attachment(pdf):
    for specification in pdf.Root.AF:
        if str(specification.UF) == "measures.yaml":
            stream = specification.EF.F
            stream.write(stream.read_bytes().replace(b"value", b"valve", 1) + b"\n")
            return
    raise AssertionError("no measures.yaml")


def content(edit):
    """Edits what is drawn on the first sheet."""
    def spoil(pdf):
        page = pdf.pages[0]
        before = page.Contents.read_bytes().decode("latin-1")
        after = edit(before)
        assert after != before, "nothing on the sheet was spoiled"
        page.Contents.write(after.encode("latin-1"))
    return spoil


TEXT = re.compile(r"/Span<</MCID \d+>>BDC\nq 1 0 0 -1 ([\d.]+ [\d.]+) cm(/c0 cs )([\d. ]+) scn\nBT 0 Tr(/f\d+) ([\d.]+) Tf.*?EMC", re.S)


def long_texts(drawn):
    return sorted(TEXT.finditer(drawn), key=lambda text: len(text[0]), reverse=True)


def put(drawn, text, group, instead):
    return drawn[:text.start(group)] + instead + drawn[text.end(group):]


def untag(drawn):
    text = long_texts(drawn)[0]
    return drawn[:text.start()] + text[0].split("BDC", 1)[1].rsplit("EMC", 1)[0] + drawn[text.end():]


def overprint(drawn):
    first, second = long_texts(drawn)[:2]
    return put(drawn, first, 1, second[1])


def lower_rows(drawn):
    """What stands in the lower half of the sheet moves down by two millimetres."""
    def lower(place):
        across, up = place[1], float(place[2])
        return f"1 0 0 -1 {across} {up - 5.7 if up < 500 else up} cm"
    return re.sub(r"1 0 0 -1 ([\d.]+) ([\d.]+) cm", lower, drawn)


PDFS = {  # name: (document, what is spoiled, what has to be found)
    "heads-of-rows": (PAGE, lambda pdf: heads_to_cells(pdf, Name.Row), r"rows have no row header"),
    "heads-of-columns": (PAGE, lambda pdf: heads_to_cells(pdf, Name.Column), r"FAIL header: column 1 has no column header"),
    "scope": (PAGE, drop_scope, r"FAIL scope|FAIL verapdf ua1: clause 7\.5"),
    "picture-without-words": (PAGE, drop_from_first(Name.Figure, "/Alt"), r"FAIL verapdf ua1: clause 7\.3"),
    "heading-skipped": (PAGE, rename(Name.H2, Name.H4), r"FAIL verapdf ua1: clause 7\.4\.2"),
    "row-in-paragraph": (PAGE, rename(Name.TR, Name.P), r"FAIL (table|verapdf ua1: clause 7\.2)"),
    "language": (PAGE, drop("/Lang"), r"FAIL verapdf ua1: clause 7\.2"),
    "untagged": (PAGE, drop("/MarkInfo"), r"FAIL verapdf (ua1|3a): clause 6"),
    "no-structure": (PAGE, drop("/StructTreeRoot"), r"FAIL tags: no structure tree"),
    "title": (PAGE, metadata(r"<dc:title>.*?</dc:title>", ""), r"FAIL verapdf ua1: clause 7\.1"),
    "not-called-pdfa": (PAGE, metadata(r"pdfaid:", "pdfxid:"), r"FAIL verapdf 3a: clause 6\.6\.4"),
    "not-called-pdfua": (PAGE, metadata(r"pdfuaid:part>1<", "pdfuaid:part>7<"), r"FAIL verapdf ua1: clause 5"),
    "same-ids": (PAGE, same_ids, r"FAIL ids: structure element IDs are not unique"),
    "order": (PAGE, swap_cells, r"FAIL order: cells are not tagged in the order"),
    "untagged-text": (PAGE, content(untag), r"FAIL verapdf ua1: clause 7\.1 test 3"),
    "fonts": (PAGE, forget_fonts, r"FAIL verapdf 3a: clause 6\.2\.11\.4"),
    "mute-links": (REPORT, mute_links, r"FAIL verapdf ua1: clause 7\.18\.5"),
}
SHEETS = {
    "small-text": (PAGE, content(lambda drawn: put(drawn, long_texts(drawn)[0], 5, "4")), r"FAIL size: page 1: text of 4\.0 pt"),
    "pale-text": (PAGE, content(lambda drawn: put(drawn, long_texts(drawn)[0], 3, "0.8 0.8 0.8")), r"FAIL contrast: page 1"),
    "overprint": (PAGE, content(overprint), r"FAIL overlap: page 1"),
    "off-the-sheet": (PAGE, content(lambda drawn: put(drawn, long_texts(drawn)[0], 1, "830 300")), r"FAIL edge: page 1"),
    "two-sheets": (PAGE, lambda pdf: pdf.pages.append(pdf.pages[0]), r"FAIL pages: 2, not 1"),
}
ATTACHED = {
    "attachment": (PAGE, alter_attachment, r"measures\.yaml is not the file of the manifest"),
}


# === Spoiling pages of the web =======================================================================================

def swap(pattern, instead):
    def spoil(html):
        after, count = re.subn(pattern, instead, html, count=1, flags=re.S)
        assert count, f"{pattern} is not on the page"
        return after
    return spoil


PAGES = {  # name: (what is spoiled, what has to be found)
    "language": (swap(r'<html lang="en-GB">', "<html>"), r"FAIL axe: html-has-lang"),
    "title": (swap(r"<title>.*?</title>", ""), r"FAIL axe: document-title"),
    "picture-without-words": (swap(r'(<svg class="\w+" role="img") aria-label="[^"]*"', r"\1"), r"FAIL (axe: svg-img-alt|table: 1 svg neither)"),
    "heading-skipped": (swap(r"<h3(.*?)</h3>", r"<h6\1</h6>"), r"FAIL: The heading .* skipping"),
    "mute-link": (swap(r"(<main.*?<a href=\"[^\"]*\">)[^<]*</a>", r"\1</a>"), r"FAIL axe: link-name"),
    "same-ids": (swap(r"(<h3 id=)\"[^\"]*\"(.*?<h3 id=)\"[^\"]*\"", r'\1"twice"\2"twice"'), r"FAIL.*([Dd]uplicate ID)"),
    "table-without-name": (swap(r"<caption>.*?</caption>", ""), r"FAIL table: table 1 has no caption or label"),
    "head-without-scope": (swap(r'<th scope="row"', "<th"), r"FAIL table: table 1: 1 th without scope"),
    "row-without-head": (swap(r'<tr><th scope="row">([^<]*)<td>', r"<tr><td>\1<td>"), r"FAIL table: .*rows have no header cell"),
    "pale-text": (swap(r"</head>", "<style>.sentence{color:#999 !important;background:#fff}</style></head>"), r"FAIL axe: color-contrast"),
    "from-outside": (swap(r"</main>", '<img src="https://example.org/x.png" alt="A picture of somebody else\'s"></main>'), r"FAIL offline: asks for https://example\.org"),
    "script": (swap(r"</main>", "<script>nobody.knows()</script></main>"), r"FAIL script: nobody is not defined"),
    "broken-markup": (swap(r"</main>", "<div></p></main>"), r"FAIL: "),
    "wide-for-phones": (swap(r"</main>", '<p style="width:900px">Wide</p></main>'), r"warn reflow: page is \d+ px wider"),
}


# === Making copies and judging ========================================================================================

def spoil_pdf(source, spoil, target):
    with pikepdf.open(source) as pdf:
        spoil(pdf)
        pdf.save(target)


def said(command, **settings):
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **settings}, check=False)
    assert run.returncode in (0, 1), f"{command[0]} could not run:\n{run.stdout}"
    return run.stdout


def main(checks, out, work):
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    missed = []

    def judge(name, target, output, wanted):
        lines = [line.removeprefix(target) for line in output.splitlines() if line.startswith(target)]
        found = [line for line in lines if re.search(wanted, line)]
        if not found:
            missed.append(f"{name}: none of {len(lines)} lines says {wanted}:\n    " + "\n    ".join(lines[:12]))
        print(f"{'found ' if found else 'MISSED'} {name}: {(found or ['-'])[0].strip(': ')[:150]}")

    def sound(name, target, output):
        faults = [line for line in output.splitlines() if line.startswith(target) and "FAIL" in line]
        if faults:
            missed.append(f"{name} is sound, but:\n    " + "\n    ".join(faults))
        print(f"{'MISSED' if faults else 'sound '} {name}")

    copies = {name: f"{work}/{name}.pdf" for name in (*PDFS, *SHEETS, *ATTACHED, "nothing")}
    for name, (document, spoil, _) in {**PDFS, **SHEETS, **ATTACHED}.items():
        spoil_pdf(f"{out}/{document}.pdf", spoil, copies[name])
    spoil_pdf(f"{out}/{PAGE}.pdf", lambda pdf: None, copies["nothing"])
    cut = f"{work}/cut-off.pdf"
    with open(f"{out}/{PAGE}.pdf", "rb") as whole, open(cut, "wb") as part:
        part.write(whole.read()[:-2000])

    output = said([f"{checks}/check-pdf.sh", *(copies[name] for name in (*PDFS, "nothing")), cut], EXPECT="ua1 3a")
    for name, (_, _, wanted) in PDFS.items():
        judge(name, copies[name], output, wanted)
    judge("cut-off", cut, output, r"FAIL (qpdf|open|verapdf)")
    sound("a copy without a fault", copies["nothing"], output)

    for name in (*SHEETS, "nothing"):
        output = said([f"{checks}/pdf-pages.sh", copies[name], f"{work}/sheets"], DPI="20", MIN_PT="6", PAGES="1")
        if name in SHEETS:
            judge(name, copies[name], output, SHEETS[name][2])
        else:
            sound("a sheet without a fault", copies[name], output)

    moved = f"{work}/moved"
    shutil.copytree(out, moved)
    spoil_pdf(f"{out}/exampleshire/appendix-a.pdf", content(lower_rows), f"{moved}/exampleshire/appendix-a.pdf")
    output = said([sys.executable, ".ci/pictures.py", moved, f"{work}/pictures"])
    judge("rows-moved", "tests/golden/exampleshire/appendix-a-1.png", output, r"FAIL looks: \d")

    for name, (_, _, wanted) in ATTACHED.items():
        judge(name, "", "\n".join(attached.faults(copies[name])), wanted)
    sound("a pack without a fault", "", "\n".join(f"FAIL {fault}" for fault in attached.faults(copies["nothing"])))

    with open(f"{out}/{PAGE}.html", encoding="utf-8") as file:
        html = file.read()
    pages = {name: os.path.abspath(f"{work}/{name}.html") for name in (*PAGES, "nothing")}
    for name, path in pages.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(PAGES[name][0](html) if name in PAGES else html)
    output = said([f"{checks}/check-html.sh", *pages.values()])
    for name, (_, wanted) in PAGES.items():
        judge(f"web: {name}", pages[name], output, wanted)
    sound("a page of the web without a fault", pages["nothing"], output)

    if missed:
        print("\n" + "\n".join(missed))
    sys.exit(bool(missed))


main(*sys.argv[1:])
