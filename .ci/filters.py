"""Filters of the web page, tried in Chromium as a reader would: with script switched off, by pointer and by keyboard. How
many rows are seen has to be what scorecard.json says, for every choice, and in a screen reader's words.
usage: filters.py OUT PACK..
Needs nothing but Python and Chromium; without Chromium, says so."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

WINDOW = (1280, 900)
ENTER, TAB, SPACE, RIGHT, DOWN, HOME = ("Enter", 13), ("Tab", 9), (" ", 32), ("ArrowRight", 39), ("ArrowDown", 40), ("Home", 36)
# Rows that are seen: the browser's own answer, not the style's.
SEEN = "[...document.querySelectorAll('.card tbody tr')].filter(row => row.checkVisibility()).length"


class Browser:
    """Chromium at the other end of two pipes, by its own protocol: messages in JSON with a zero byte behind."""

    def __init__(self, program, profile):
        (self.read_end, theirs_out), (theirs_in, self.write_end) = os.pipe(), os.pipe()

        def pipes():
            # Chromium reads from 3 and writes to 4; copies first, because either number may be taken.
            ends = [os.dup(theirs_in), os.dup(theirs_out)]
            ends = [os.dup2(end, 20 + at) for at, end in enumerate(ends)]
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=pipes)
        os.close(theirs_in)
        os.close(theirs_out)
        self.answers, self.number, self.session, self.rest = {}, 0, None, b""
        pages = [it for it in self.ask("Target.getTargets")["targetInfos"] if it["type"] == "page"]
        page = pages[0]["targetId"] if pages else self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                piece = os.read(self.read_end, 1 << 20)
                if not piece:
                    raise SystemExit("Chromium has gone")
                self.rest += piece
            said, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(said)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]

    def value(self, expression):
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise SystemExit(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, path):
        self.ask("Page.enable")
        self.ask("Accessibility.enable")
        self.ask("Emulation.setScriptExecutionDisabled", value=True)
        self.ask("Emulation.setDeviceMetricsOverride", width=WINDOW[0], height=WINDOW[1], deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url="file://" + os.path.abspath(path))
        while self.value("document.readyState") != "complete" or self.value("location.href") == "about:blank":
            pass

    def press(self, key):
        name, code = key
        text = {"Enter": "\r", " ": " "}.get(name)
        down = {"type": "keyDown" if text else "rawKeyDown", "key": name, "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", **(down | ({"text": text} if text else {})))
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=name, windowsVirtualKeyCode=code)

    def click(self, selector):
        self.value(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        x, y = self.value(f"(() => {{ const at = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                          " return [at.left + at.width / 2, at.top + at.height / 2] })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def said(self):
        """What is read out of the bar at the foot, generated text included; nothing if it is not there."""
        root = self.ask("DOM.getDocument", depth=0)["root"]["nodeId"]
        bars = self.ask("Accessibility.queryAXTree", nodeId=root, role="status")["nodes"]
        return "".join(self.words(bar) for bar in bars if not bar["ignored"])

    def words(self, node):
        if node["role"]["value"] == "StaticText":
            return node["name"]["value"]
        below = self.ask("Accessibility.getChildAXNodes", id=node["nodeId"])["nodes"]
        # Below a node that is ignored, the answer holds grandchildren as well.
        return "".join(self.words(child) for child in below if child["parentId"] == node["nodeId"])

    def close(self):
        self.ask("Browser.close")
        self.process.wait()


def belongs(scorecard):
    """The measures of every choice: what is chosen by and its printed title, and the ids."""
    titles = {name: {it["name"]: it["title"] for it in scorecard[name]} for name in ("kinds", "themes", "priorities")}
    choices = {}
    for measure in scorecard["measures"]:
        rating = measure["rating"]["colour"] or "not rated"
        of = [("rating", rating.capitalize()), ("kind", titles["kinds"][measure["kind"]]),
              ("trend", measure["trend"]["answer"].capitalize())]
        of += [("theme", titles["themes"][name]) for name in measure["themes"]]
        of += [("priority", titles["priorities"][name]) for name in measure["priorities"]]
        for pick, title in of:
            choices.setdefault((pick, title.replace("'", "\u2019")), set()).add(measure["id"])
    return choices


class Trial:
    def __init__(self, browser, scorecard, page):
        self.browser, self.page, self.choices = browser, page, belongs(scorecard)
        self.all = {measure["id"] for measure in scorecard["measures"]}
        self.faults, self.tried = [], 0

    def expect(self, what, measures):
        """The rows that are seen, and what is said about them."""
        self.tried += 1
        count, of = len(measures), len(self.all)
        seen, said = self.browser.value(SEEN), " ".join(self.browser.said().split())
        wanted = "" if measures == self.all else f"Showing {count} of {of} measures"
        if seen != count:
            self.faults.append(f"{self.page}: FAIL filters: {what}: {seen} rows are seen, {count} belong to it")
        if said != wanted:
            self.faults.append(f"{self.page}: FAIL filters: {what}: it says `{said}`, not `{wanted}`")

    def ratings(self):
        """By pointer; then through all of them with the arrow keys, which must not need the enter key nor heed it."""
        words = self.browser.value("[...document.querySelectorAll('.filters fieldset span')].map(it => it.textContent)")
        titles = [text.rsplit(" ", 1)[0] for text in words]
        for at, title in enumerate(titles):
            self.browser.click(f".filters fieldset label:nth-of-type({at + 1})")
            self.expect(f"{title}, clicked", self.choices.get(("rating", title), self.all))
        address = self.browser.value("location.href")
        for title in titles:
            self.browser.press(RIGHT)
            self.browser.press(ENTER)
            self.expect(f"{title}, by arrow key", self.choices.get(("rating", title), self.all))
        if self.browser.value("location.href") != address:
            self.faults.append(f"{self.page}: FAIL filters: the enter key sends the form")
        self.browser.click(".filters fieldset label")

    def selects(self):
        """By keyboard alone: on with tab, down one choice after the other."""
        names = self.browser.value("[...document.querySelectorAll('.filters select')].map(it => it.id.slice(7))")
        for name in names:
            self.browser.press(TAB)
            if self.browser.value("document.activeElement.id") != f"filter-{name}":
                self.faults.append(f"{self.page}: FAIL filters: tab does not lead to {name}")
                return
            options = self.browser.value("[...document.activeElement.options].map(it => it.text)")
            for option in options[1:]:
                self.browser.press(DOWN)
                title, count = re.fullmatch(r"(.*) \((\d+)\)", option).groups()
                measures = self.choices.get((name, title), set())
                if int(count) != len(measures):
                    self.faults.append(f"{self.page}: FAIL filters: {option}: {len(measures)} belong to it")
                self.expect(f"{name} {title}", measures)
            self.browser.press(HOME)

    def together(self):
        """Choices of two filters hold at once, until they are cleared with the last stop of the form."""
        pick = "theme" if any(name == "theme" for name, _ in self.choices) else "trend"
        title = next(title for name, title in self.choices if name == pick)
        self.browser.click(".filters fieldset label:nth-of-type(2)")
        rating = self.browser.value("document.querySelector('.filters :checked + span').textContent").rsplit(" ", 1)[0]
        while self.browser.value("document.activeElement.id") != f"filter-{pick}":
            self.browser.press(TAB)
        while not self.browser.value("document.activeElement.selectedOptions[0].text").startswith(title + " ("):
            self.browser.press(DOWN)
        self.expect(f"{rating} and {title}", self.choices["rating", rating] & self.choices[pick, title])
        while self.browser.value("document.activeElement.type") != "reset":
            self.browser.press(TAB)
        self.browser.press(SPACE)
        self.expect("cleared", self.all)


def main(out, packs):
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        print("filters: not tried, because there is no Chromium")
        return False
    faults, tried = [], 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        for pack in packs:
            page = f"{out}/{pack}/index.html"
            with open(f"{out}/{pack}/scorecard.json", encoding="utf-8") as file:
                trial = Trial(browser, json.load(file), page)
            browser.open(page)
            trial.expect("nothing chosen", trial.all)
            trial.ratings()
            trial.selects()
            trial.together()
            faults += trial.faults
            tried += trial.tried
        browser.close()
    print("\n".join(faults) if faults else f"filters: {tried} choices, all as counted")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
