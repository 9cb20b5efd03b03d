//! The table of rules: every code that a finding can have, with everything there is to say about it.
//!
//! An entry is the whole rule except the function that applies it: stable name, strength, what it waits for, title,
//! reason, an example of the fault and of its remedy, and the rule's source. `scorecard check --explain` and
//! `data/RULES.md` are generated from it.

use crate::finding::Strength;

/// The source of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// An Act or a regulation, with the place in it.
    Law(&'static str),
    /// Guidance from a public body.
    Guidance(&'static str),
    /// Neither: this program's own judgement about what goes wrong in papers.
    Judgement,
}

use Authority::{Guidance, Judgement, Law};

/// What must be readable before a finding is shown. Otherwise the finding may only be a consequence of what is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// Nothing: the finding is always shown.
    Nothing,
    /// The lines of the entry that it is about: what seems to be missing may be in a line that cannot be read.
    Lines,
    /// `scorecard.yaml`.
    Cover,
    /// What it is about: a measure, with everything that it is judged by, or otherwise `scorecard.yaml`.
    Own,
    /// Every figure, and everything that figures are judged by.
    Figures,
    /// The whole pack, including the report.
    Everything,
}

/// Declares the table. Within a subject each entry is: variant, name, strength, what it waits for, title; reason; fault
/// => remedy; source.
macro_rules! codes {
    ($($subject:literal { $($variant:ident $name:literal $strength:ident $waits:ident $title:literal
        $reason:literal $fault:literal => $remedy:literal $source:expr;)+ })+) => {
        /// The kind of fault that a finding reports. The names are stable: scripts and people may rely on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $reason] $variant,)+)+ }

        impl Code {
            /// All codes, by subject.
            pub const ALL: &'static [Code] = &[$($(Code::$variant),+),+];

            /// The code as printed, such as `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $($(Code::$variant => $name,)+)+ }
            }

            /// How much a finding of this code matters.
            pub fn strength(self) -> Strength {
                match self { $($(Code::$variant => Strength::$strength,)+)+ }
            }

            /// What must be readable before a finding with this code is shown.
            pub fn waits(self) -> Waits {
                match self { $($(Code::$variant => Waits::$waits,)+)+ }
            }

            /// What the rule is about, such as "The form of a file".
            pub fn subject(self) -> &'static str {
                match self { $($(Code::$variant => $subject,)+)+ }
            }

            /// The rule in a few words.
            pub fn title(self) -> &'static str {
                match self { $($(Code::$variant => $title,)+)+ }
            }

            /// Why the rule exists, in one or two sentences.
            pub fn reason(self) -> &'static str {
                match self { $($(Code::$variant => $reason,)+)+ }
            }

            /// An example of the fault.
            pub fn fault(self) -> &'static str {
                match self { $($(Code::$variant => $fault,)+)+ }
            }

            /// What to write, or to do, instead.
            pub fn remedy(self) -> &'static str {
                match self { $($(Code::$variant => $remedy,)+)+ }
            }

            /// Where the rule comes from.
            pub fn source(self) -> Authority {
                match self { $($(Code::$variant => $source,)+)+ }
            }
        }
    };
}

/// Clear days: agenda and reports must be open to inspection before the meeting.
const CLEAR_DAYS: Authority = Law(
    "Local Government Act 1972, s. 100B(3) and (4)(a), with five days for three in England by SI 2002/715, and s. 100A(6)(aa) in Wales; Local Government (Scotland) Act 1973, s. 50B; Local Government Act (Northern Ireland) 2014, s. 42; that councils count working days is their practice",
);

/// If information is withheld, the paper must say under which description.
const EXEMPT: Authority = Law(
    "Local Government Act 1972, s. 100A(3), s. 100B(5) and Schedule 12A, Parts 1 and 2 (England, by SI 2006/88) and 4 and 5 (Wales, by SI 2007/969); Local Government (Scotland) Act 1973, s. 50A(3) and Schedule 7A; Local Government Act (Northern Ireland) 2014, s. 42(3) and Schedule 6",
);

/// Official statistics mark figures that were changed after publication.
const REVISIONS: Authority = Guidance(
    "Code of Practice for Statistics, on scheduled revisions and corrections; Government Analysis Function, symbols in tables: `r` for revised",
);

/// Requested in the paper of 2019.
const COMMITTEE: Authority =
    Guidance("what Wiltshire's Health Select Committee asked of its scorecard in March 2019");

/// A report must list the unpublished documents that it relies on.
const BACKGROUND: Authority = Law("Local Government Act 1972, s. 100D(1) and (5)");

/// Files must be readable everywhere.
const UTF_8: Authority = Guidance("Open Standards for Government, Cabinet Office: Unicode UTF-8 for text");

codes! {
    "The files of a pack" {
        FileMissing "file-missing" Stop Nothing "A file is missing"
            "A file that the pack needs is not there, or cannot be opened."
            "logo: crest.svg  (and no crest.svg in the pack)" => "put crest.svg beside scorecard.yaml"
            Judgement;
        OutsidePack "outside-pack" Stop Nothing "A file that is not the pack's own"
            "A path leads out of the pack, or to something that is no plain file. A pack holds everything it needs."
            "logo: ../pictures/crest.svg" => "logo: crest.svg  (with a copy of it in the pack)"
            Judgement;
        FileTooLarge "file-too-large" Stop Nothing "A file is too large"
            "A file larger than any pack needs is most likely not what its name says."
            "measures/outcomes.yaml with 100 MB" => "split it, or take out what is no measure"
            Judgement;
        TooMuch "too-much" Stop Nothing "More than a paper holds"
            "Lists, tables and texts many times longer than those of any paper came there by mistake, and would take minutes to print. What a pack may hold stands in data/README.md."
            "a table of 49,000 rows" => "a table of the rows that members need, and the rest as a file beside the paper"
            Judgement;
        Encoding "encoding" Stop Nothing "A file is not saved as UTF-8"
            "Text that is not UTF-8 shows wrong letters for pounds, dashes and accents."
            "a file saved by Notepad as ANSI" => "save it again: File, Save as, Encoding: UTF-8"
            UTF_8;
        EmptyFile "empty-file" Stop Nothing "A file is empty"
            "An empty file says nothing; it is more likely lost than meant."
            "measures/finance.yaml with nothing in it" => "write its measures, or delete it"
            Judgement;
        UnreadFile "unread-file" Advice Nothing "A file is not read"
            "A file or folder of the pack that looks like one the program reads, and that it does not read under this name."
            "measure/outcomes.yaml" => "measures/outcomes.yaml"
            Judgement;
        ReportMissing "report-missing" BeforeDispatch Nothing "The report is missing"
            "A paper that is to have a report and goes out without it; most often its file has another name."
            "report.md.txt  (or sections in scorecard.yaml, and no report.md)" => "report.md"
            Judgement;
        Picture "picture" Stop Nothing "A picture cannot be drawn"
            "A picture that cannot be drawn would leave a hole in the page."
            "logo: crest.svg  (a file that is broken off)" => "save the picture again, as SVG or PNG"
            Judgement;
    }
    "The form of a file" {
        SecondDocument "second-document" Stop Nothing "Something stands below the end of the file"
            "A file holds one document; what stands below `---` would be lost."
            "- number: 1\n---\n- number: 2" => "- number: 1\n- number: 2"
            Judgement;
        Tab "tab" Stop Nothing "A tab in front of a line"
            "Tabs look like spaces and are not."
            "<tab>title: Feel safe" => "  title: Feel safe"
            Judgement;
        OddSpace "odd-space" Stop Nothing "A space from a word processor"
            "Non-breaking spaces come with text from a word processor; they look like spaces and are not."
            "title:<non-breaking space>Feel safe" => "title: Feel safe"
            Judgement;
        CurlyQuote "curly-quote" Stop Nothing "Quotes from a word processor"
            "Curly quotes come with text from a word processor; to the file they are letters, not quotes."
            "title: “Safe: at home”" => "title: \"Safe: at home\""
            Judgement;
        ColonInText "colon-in-text" Stop Nothing "A colon inside plain text"
            "A colon and a space inside plain text look like another key."
            "title: Safe: at home" => "title: \"Safe: at home\""
            Judgement;
        QuoteInText "quote-in-text" Stop Nothing "A quote that is not closed"
            "A quote that is opened has to be closed, and the text has to end there."
            "title: \"Safe at home" => "title: \"Safe at home\""
            Judgement;
        NoSpaceAfterColon "no-space-after-colon" Stop Nothing "No space after the colon"
            "Without a space after the colon there is no key and no value."
            "title:Feel safe" => "title: Feel safe"
            Judgement;
        NoSpaceAfterDash "no-space-after-dash" Stop Nothing "No space after the dash"
            "Without a space after the dash there is no list entry."
            "-number: 1" => "- number: 1"
            Judgement;
        CutOffText "cut-off-text" Stop Nothing "Text that is cut off"
            "What stands behind ` #` is a comment, so the text ends before it."
            "title: Feel safe #1" => "title: \"Feel safe #1\""
            Judgement;
        Indentation "indentation" Stop Nothing "A line is not in line"
            "Lines of one list or one group have to begin in the same column."
            "  number: 1\n   title: Feel safe" => "  number: 1\n  title: Feel safe"
            Judgement;
        Syntax "syntax" Stop Nothing "The form cannot be understood"
            "The file's form cannot be understood at this place."
            "readings: { 2018-19: 7.6" => "readings: { 2018-19: 7.6 }"
            Judgement;
        AnchorOrTag "anchor-or-tag" Stop Nothing "An anchor, alias or tag"
            "Anchors, aliases and tags are not used in packs: every value stands where it is read."
            "comment: &same As last year" => "comment: As last year"
            Judgement;
        DuplicateKey "duplicate-key" Stop Nothing "The same key twice"
            "The same key twice: one of the two values would be lost."
            "target: 7.5\ntarget: 7.0" => "target: 7.5"
            Judgement;
        UnknownKey "unknown-key" Stop Nothing "A key that is not known"
            "A key that the format does not know, most often a slip of the pen."
            "tolerence: 10%" => "tolerance: 10%"
            Judgement;
        MissingKey "missing-key" Stop Lines "A key is missing"
            "A key that is needed is not there."
            "- number: 6\n  id: carers" => "- number: 6\n  id: carers\n  title: Carers' quality of life"
            Judgement;
        Blank "blank" Stop Nothing "A blank"
            "A blank does not say whether the value is nought, unknown or forgotten."
            "2018-19:" => "2018-19: x"
            Guidance("Government Analysis Function, symbols in tables: no blank cells");
        WrongShape "wrong-shape" Stop Nothing "A list, a group or a single value in the wrong place"
            "A list stands where a single value belongs, or the other way round."
            "themes: carers" => "themes: [carers]"
            Judgement;
    }
    "Values and names" {
        Number "number" Stop Nothing "A number that could be misread"
            "A number is written in a form that could be misread."
            "2018-19: 5,500" => "2018-19: 5500"
            Judgement;
        Date "date" Stop Nothing "A date that could be misread"
            "A date is written in a form that could be misread, or is not in the calendar."
            "meeting: 5/11/2019" => "meeting: 2019-11-05"
            Guidance("Open Standards for Government, Cabinet Office: dates as in ISO 8601");
        Period "period" Stop Nothing "A period that could be misread"
            "A period is written in a form that could be misread."
            "2018-2019: 7.6" => "2018-19: 7.6"
            Judgement;
        PeriodFrequency "period-frequency" Stop Nothing "A period that does not suit the frequency"
            "A period that does not suit how often the measure is taken."
            "frequency: monthly\nreadings: { 2018-19: 7.6 }" => "frequency: yearly\nreadings: { 2018-19: 7.6 }"
            Judgement;
        DuplicatePeriod "duplicate-period" Stop Nothing "One period twice"
            "One period, written in two ways."
            "2018-19 Q1: 7\n2018 Q2: 8" => "2018-19 Q1: 7"
            Judgement;
        Unit "unit" Stop Nothing "A unit that is not known"
            "A unit that the format does not know: without it there is no range, and no way to print a figure."
            "unit: %" => "unit: percent"
            Judgement;
        Choice "choice" Stop Nothing "One of a few words is wanted"
            "One of a few words is wanted here."
            "status: drfat" => "status: draft"
            Judgement;
        Name "name" Stop Nothing "A name is not written as one"
            "A name is made of small letters, digits and hyphens, so that it can be typed, linked to and kept."
            "id: Carer Quality" => "id: carer-quality"
            Judgement;
        DuplicateName "duplicate-name" Stop Nothing "One name for two things"
            "The same name, id, number or letter twice: references could mean either."
            "- number: 6\n- number: 6" => "- number: 6\n- number: 7"
            Judgement;
        UnknownName "unknown-name" Stop Nothing "A reference to nothing"
            "A reference to something that the pack does not declare."
            "target: engand" => "target: england"
            Judgement;
        Feeds "feeds" Stop Nothing "A metric that feeds nothing above it"
            "`feeds` leads one step up: from a service's metric to a measure of the whole scorecard."
            "feeds: satisfaction  (in a measure of the whole scorecard)" => "take it out, or write it in the metric of a service"
            Judgement;
        Target "target" Stop Nothing "A target that no figure can be held against"
            "A target is a number, one for each period, the year's with a profile, a band, or a comparator's name, and goes with the direction in which the measure is good. Quartiles, sums and words are not worked out."
            "target: 7.5  (and no `better`)" => "target: 7.5\nbetter: higher"
            Judgement;
        Tolerance "tolerance" Stop Nothing "A tolerance that is none"
            "A tolerance that does not go with the unit or the target."
            "unit: percent\ntolerance: 2" => "unit: percent\ntolerance: 2pp"
            Judgement;
        OutOfRange "out-of-range" Stop Nothing "A value that its unit does not allow"
            "A value that its unit does not allow: one of the two is a slip of the pen."
            "unit: score out of 12\nreadings: { 2018-19: 16.6 }" => "unit: score out of 12\nreadings: { 2018-19: 6.6 }"
            Judgement;
        Counts "counts" Stop Nothing "Counts that cannot be"
            "Counts and margins beside a figure have to be possible: some of all, and none without the figure."
            "{ value: 70.0, numerator: 80, denominator: 50 }" => "{ value: 70.0, numerator: 35, denominator: 50 }"
            Judgement;
        CouncilName "council-name" BeforeDispatch Own "A council spelt in two ways in one file"
            "A name that is spelt otherwise in one row of the file of all councils' figures is that of nobody: the council has no figure there, and the average of its group is of one member fewer, unseen."
            "feel-safe,2018-19,Bedfrod,69.3  (Bedford in all other rows)" => "feel-safe,2018-19,Bedford,69.3"
            Judgement;
        ValuesDiffer "values-differ" BeforeDispatch Own "One council or group, two figures"
            "A figure that is written by hand, and follows from the file of all councils' figures too, should be one figure: the council's own, or a group's average."
            "6.6 among the readings, 6.7 in councils.csv" => "correct the one that is wrong"
            Judgement;
    }
    "Figures" {
        UnlikelyValue "unlikely-value" BeforeDispatch Own "A share above 100%, or less than no time"
            "Most percentages are shares, and no share is above 100 or below 0; no time is below 0. What can be (a change in percent) is accepted with the reason."
            "unit: percent\nreadings: { 2018-19: 181 }" => "unit: percent\nreadings: { 2018-19: 81 }"
            Judgement;
        FarFromNeighbours "far-from-neighbours" BeforeDispatch Own "A figure ten or a hundred times off its neighbours"
            "A figure about a hundred times larger or smaller than those beside it is most often a lost point, a share for a percentage, or pounds for millions. From 50 times on it is reported; ten times, where at least three others lie within a factor of two of each other; and a margin more than five times all others of its series."
            "readings: { 2016-17: 82.1, 2017-18: 0.822, 2018-19: 81.0 }" => "readings: { 2016-17: 82.1, 2017-18: 82.2, 2018-19: 81.0 }"
            Judgement;
        OtherSpan "other-span" BeforeDispatch Own "A quarter among years, or a year among quarters"
            "Twelve months and the twelve that end a quarter later have nine in common, so one is hardly ever two and a half times the other; and in a steady series a figure four times off is most often one of another length of time."
            "covers: rolling 12 months\nreadings: { 2018-19 Q4: 535, 2019-20 Q1: 529, 2019-20 Q2: 130 }" => "readings: { 2018-19 Q4: 535, 2019-20 Q1: 529, 2019-20 Q2: 520 }"
            Judgement;
        NotTheShare "not-the-share" BeforeDispatch Own "A figure that its numerator and denominator do not make"
            "Published counts are often rounded to fives and weighted, so a figure differs a little from their quotient; one that lies outside what such rounding can do was changed without them, or they without it."
            "{ value: 82.2, numerator: 187, denominator: 237 }" => "{ value: 78.9, numerator: 187, denominator: 237 }"
            Judgement;
        DenominatorMoved "denominator-moved" Advice Own "A denominator that jumped"
            "A denominator that moves by a fifth or more, be it of a rate or among steady ones of a share, is of other people than before: a census, a boundary, another definition. Without `break` the page compares the one with the other."
            "2022-23: { value: 762.5, numerator: 610, denominator: 80000 }  (100000 the year before)" => "2022-23: { value: 762.5, numerator: 610, denominator: 80000, break: yes, note: People of the census of 2021 }"
            Judgement;
        CountsOfAHundred "counts-of-a-hundred" Advice Own "A percentage written again as its counts"
            "77.9 of 100 is the percentage once more and no count of people. The interval worked out from it is far too wide or too narrow, and what rests on it, such as `similar`, is not real."
            "{ value: 77.9, numerator: 77.9, denominator: 100 }" => "{ value: 77.9, numerator: 668, denominator: 857 }"
            Judgement;
        SameFigures "same-figures" Advice Own "The same figures twice"
            "Figures that are those of another measure, of a comparator, of the period or the year before, or that are all shifted by one period, were most often copied into the wrong place. Told from four in a row that are not all one number (six where they are whole numbers), and of a single period where its counts are the same, too."
            "readings: { 2015-16: 65.1, 2016-17: 66.0, 2017-18: 64.9, 2018-19: 67.2 }  (and the same under england)" => "england: { 2015-16: 64.4, 2016-17: 64.7, 2017-18: 65.0, 2018-19: 64.3 }"
            Judgement;
        BreakUnexplained "break-unexplained" Advice Own "A break that nobody explains"
            "A break takes away the change and what came before of the trend. In front of the latest figure, or of one that is much worse, members will ask what is counted otherwise."
            "2018-19: { value: 72.6, break: yes }  (79.0 the year before)" => "2018-19: { value: 72.6, break: yes, note: Short stays are left out from 2018-19 }"
            Judgement;
        SmallCount "small-count" BeforeDispatch Own "A count so small that people could be known by it"
            "A count of one to four people can tell who they are to those who know the place. Official statistics withhold it."
            "{ value: 10.0, numerator: 3, denominator: 30 }" => "{ value: c, numerator: 3, denominator: 30 }"
            Guidance("Government Statistical Service, disclosure control for tables from administrative sources; UK GDPR, article 4(1), on who can be identified");
        FutureReading "future-reading" BeforeDispatch Own "A figure of the future"
            "A reading for a time after the day up to which figures are in is a forecast, or a slip in the period."
            "data-as-at: 2019-10-22\nreadings: { 2019-20: 7.6 }" => "readings: { 2018-19: 7.6 }"
            Judgement;
        OtherYear "other-year" BeforeDispatch Own "Another kind of year"
            "`2015` is January to December, `2015-16` April to March; only nine months are the same. One of the one among others of the other is a slip, and comparing both compares two years. Where a series went over to another year, its first figure of the new kind is marked `break: yes`."
            "readings: { 2014-15: 7.4, 2015: 7.6, 2016-17: 7.1 }" => "readings: { 2014-15: 7.4, 2015-16: 7.6, 2016-17: 7.1 }"
            Judgement;
        Awaited "awaited" BeforeDispatch Own "A figure is awaited"
            "A figure that is awaited is not ready for the committee."
            "2018-19: awaited" => "2018-19: 7.6"
            Judgement;
        ReadingOverdue "reading-overdue" BeforeDispatch Own "No figure for longer than the frequency allows"
            "A figure that is due and missing looks like the newest there is. One whole period is allowed for collecting it; after that the pack has to say why there is none."
            "frequency: monthly\nreadings: { 2019-05: 7 }  (figures are in up to October)" => "readings: { 2019-05: 7, 2019-06: x }"
            Judgement;
        ReadingLeftOut "reading-left-out" Advice Own "A period left out in the middle"
            "A month, quarter or year that is missing from a regular series is most often a line deleted by mistake; members see a figure follow on one that was not the last. Told where at least three steps in four go from one period to the next."
            "readings: { 2025-10: 7, 2025-11: 6, 2025-12: 7, 2026-02: 8, 2026-03: 8 }" => "readings: { 2025-10: 7, 2025-11: 6, 2025-12: 7, 2026-01: x, 2026-02: 8, 2026-03: 8 }"
            Judgement;
        ComparatorOlder "comparator-older" Advice Own "A comparator's figure is older than the council's"
            "A council's new figure beside a nation's old one compares two years. The page prints the older period; the newer figure may be out."
            "readings: { 2018-19: 6.6 }\ncomparators: { england: { 2016-17: 7.7 } }" => "comparators: { england: { 2016-17: 7.7, 2018-19: 7.5 } }"
            Judgement;
    }
    "Targets" {
        TargetAlwaysMet "target-always-met" BeforeDispatch Own "A target that every figure meets"
            "A target at the end of what the unit allows, such as 0 where more is better, is met by every figure: the measure is green for ever."
            "better: higher\ntarget: 0" => "better: higher\ntarget: 85"
            Judgement;
        DirectionUnlikely "direction-unlikely" Advice Own "A direction that goes against what is counted"
            "With `better` the wrong way round red is green. Told where the title is of something that nobody wants more of, or less of, where the unit is what one pays, and where a measure of the same things is better the other way."
            "title: Delayed transfers of care\nbetter: higher" => "better: lower"
            Judgement;
        RoundedToTarget "rounded-to-target" Advice Own "A target that is met by rounding alone"
            "Figures are held against targets as printed, so that a printed 85 is never amber against 85. With too few decimals a miss becomes green that way, and members cannot see it."
            "decimals: 0\ntarget: 85\nreadings: { 2018-19: 84.6 }" => "decimals: 1"
            Judgement;
        TargetFar "target-far" Advice Own "A target on the wrong side of every figure"
            "A target that every figure meets by more than the figures have ever moved, or that is five times off all of them, tells nothing. Often `better` or a digit is wrong."
            "better: lower\ntarget: 75\nreadings: { 2016-17: 11, 2017-18: 12, 2018-19: 10 }" => "better: lower\ntarget: 7.5"
            Judgement;
        TargetNotRenewed "target-not-renewed" BeforeDispatch Own "A new year without a target"
            "A target that is written for a month or a quarter holds to the end of its financial year, and into the next only if somebody says so. Without one the latest figure is not rated, and members may take that for good news."
            "target: { 2023-04: 92 }\nreadings: { 2024-03: 93, 2024-04: 91 }" => "target: { 2023-04: 92, 2024-04: 92 }"
            Judgement;
        TargetWithoutFigure "target-without-figure" BeforeDispatch Own "A target that is the figure of nobody"
            "The target is a comparator's figure, and the comparator has none for the latest period, nor an earlier one that can be compared. The measure is not rated, and nobody meant that."
            "target: england  (and no figure of England)" => "comparators:\n  england: { 2018-19: 7.5 }"
            Judgement;
        TargetOfYear "target-of-year" BeforeDispatch Own "The year's target at every point of the year"
            "A sum since April that is held against the target of the whole year is red until March, however well it goes, and where less is better green. It is told of figures that grow as sums do, or that count something; an average over the year so far may have one target."
            "covers: year to date\ntarget: 120" => "target: { year: 120, profile: { Q1: 25%, Q2: 50%, Q3: 75%, Q4: 100% } }"
            Judgement;
        BeginsAnew "begins-anew" Advice Own "A series that begins anew each year"
            "Figures that grow through each year and fall back when it ends are sums since its beginning, most often. Unless the pack says so, March is compared with April, and the trend is one of the calendar."
            "readings: { 2022-23 Q3: 83, 2022-23 Q4: 96, 2023-24 Q1: 28 }  (and no `covers`)" => "covers: year to date"
            Judgement;
        ToleranceShare "tolerance-share" Advice Own "A share of a percentage, or percentage points"
            "`5%` is a share of the target: of 70% it is 3.5 percentage points, and `5pp` is 5. Told of shares up to 5% in a unit of percent, unless three such measures of the pack have the same."
            "unit: percent\ntarget: 70\ntolerance: 5%" => "tolerance: 5pp"
            Judgement;
        ToleranceWide "tolerance-wide" Advice Own "A tolerance that forgives nearly everything"
            "A tolerance of more than 30% of the target (in the unit: of more than half, or of 20 percentage points) leaves hardly any figure red. Of counts, one or two are none too many."
            "target: 33\ntolerance: 60%" => "tolerance: 10%"
            Judgement;
    }
    "What members are told" {
        RedWithoutComment "red-without-comment" BeforeDispatch Own "A red measure without a comment"
            "A red measure without a comment leaves members without a reason."
            "- number: 6  (red)\n  action: A carers' strategy by March." => "  comment: Fewer breaks were funded than asked for.\n  action: A carers' strategy by March."
            COMMITTEE;
        RedWithoutAction "red-without-action" BeforeDispatch Own "A red measure without an action"
            "A red measure without an action leaves members with nothing to hold anybody to."
            "- number: 6  (red)\n  comment: Fewer breaks than asked for." => "  action: Twice as many breaks from April 2020."
            COMMITTEE;
        RedWithoutOwner "red-without-owner" BeforeDispatch Own "A red measure without an owner"
            "A red measure that belongs to nobody is put right by nobody, and members do not know whom to ask."
            "- number: 6  (red)" => "  owner: Director, Access and Reablement"
            COMMITTEE;
        CommentOfAnother "comment-of-another" Advice Own "A comment with the counts of another measure"
            "A comment that was written for another measure, or copied from it, tells members of other people."
            "comment: 182 of 211 providers.  (the counts of another measure; this one has 130 of 149)" => "comment: 130 of 149 providers."
            Judgement;
        ActionPast "action-past" Advice Own "An action that is over before the meeting"
            "An action that ended before the committee meets is no answer to a figure of today; or its year is a slip. Told of ends with a month and a year, behind by, to, until or before, where no later date stands in the action."
            "action: Agency assessors from November 2018 to March 2019.  (the committee meets in November 2019)" => "action: Agency assessors from November 2019 to March 2020."
            Judgement;
        CommentContradicts "comment-contradicts" BeforeDispatch Own "A comment that the figures do not bear out"
            "Comments outlive the figures that they were written about. One that says improving over a worsening trend, or on target over a measure that is not, misleads the committee."
            "comment: Steadily improving.  (the trend is worsening)" => "comment: Worse in each of the last five years."
            Judgement;
        UnusedKind "unused-kind" Advice Figures "A kind without a measure"
            "A kind that no measure belongs to makes no table."
            "kinds:\n  - { name: people, title: People }  (and no measure of that kind)" => "take the kind out, or give it measures"
            Judgement;
        ThemeWithoutDirector "theme-without-director" BeforeDispatch Cover "A theme without a director"
            "An improvement theme without a director has nobody who answers for it."
            "- { name: carers, title: Carers }" => "- { name: carers, title: Carers, director: Director of Community Care }"
            COMMITTEE;
        PriorityWithoutMeasure "priority-without-measure" Advice Figures "A priority that no measure counts to"
            "A priority of the business plan without a measure cannot be seen to be met or missed."
            "priorities:\n  - { name: carers, title: Carers, letter: C }  (and no measure names it)" => "- number: 6\n  priorities: [carers]"
            COMMITTEE;
        NeverReviewed "never-reviewed" Advice Own "A measure that was never reviewed"
            "The pack says how often measures are reviewed, and of this one no review is known."
            "review-interval: 6 months\n- number: 6  (and no `reviewed`)" => "reviewed: 2019-04-15"
            COMMITTEE;
        ReviewOverdue "review-overdue" Advice Own "A review that is overdue at the meeting"
            "The review was due before the day of the meeting, as members will see."
            "review-interval: 6 months\nreviewed: 2018-07-10" => "reviewed: 2019-10-08  (once it has taken place)"
            COMMITTEE;
        ReviewToCome "review-to-come" BeforeDispatch Own "A review after the meeting"
            "A review of a day after the meeting has not taken place; with a slip in the year a measure is never overdue again."
            "meeting: 2019-11-05\nreviewed: 2091-10-08" => "reviewed: 2019-10-08"
            Judgement;
        CommentsLeftOut "comments-left-out" Advice Figures "Comments that do not fit on the page"
            "Comments that authors wrote and that members will not find in the table."
            "50 measures with comments on one A3 sheet" => "page: { comments: no }"
            Judgement;
    }
    "Measures and what lies beneath them" {
        RatingUnlikeMetrics "rating-unlike-metrics" Advice Figures "A red measure over green metrics, or a green one over red"
            "A headline that is red while everything rated beneath it is green, or the reverse, does not follow from the service scorecards: a target is wrong, the wrong metrics feed it, or members need to be told how both can be. Told from two rated metrics on."
            "- number: 6  (red)\n- feeds: carer-quality-of-life  (three metrics, all green)" => "comment: The survey is of spring 2019; the service has improved since."
            Judgement;
        NotTheSum "not-the-sum" BeforeDispatch Figures "A figure that is not what the metrics beneath it come to"
            "Where metrics are the parts of a measure, its figure is theirs added up, or of shares theirs pooled. They are taken for its parts where their denominators fill its own, or where they came to its figure in at least three other periods, and three times as often as not."
            "readings: { 2019-09: 221 }  (120 in the north and 111 in the south)" => "readings: { 2019-09: 231 }"
            Judgement;
        BetterUnlikeMeasure "better-unlike-measure" BeforeDispatch Figures "A part that is better the other way than the whole"
            "Where metrics are the parts of a measure, as for `not-the-sum`, they are good in the same direction as the whole. One of the two ratings is upside down."
            "better: higher  (people waiting in the north, of a waiting list that is better lower)" => "better: lower"
            Judgement;
        OutOfStep "out-of-step" Advice Figures "A measure and its metric are of different times"
            "A measure and a metric that feeds it come equally often, and one has figures for two periods more. Members would explain the one by the other. Where the older is overdue by itself, that is told instead."
            "readings: { 2019-07: 221 }  (and the metrics beneath it go to 2019-09)" => "readings: { 2019-07: 221, 2019-08: 226, 2019-09: 231 }"
            Judgement;
    }
    "What changed since the version last tabled" {
        Previous "previous" Stop Nothing "previous.json cannot be compared with"
            "`previous.json` is the scorecard.json of the version last tabled. One that cannot be read hides every change since."
            "previous.json, edited by hand" => "copy scorecard.json from the outputs of the version last tabled"
            Judgement;
        VersionNotRaised "version-not-raised" BeforeDispatch Figures "A changed paper under the old version"
            "Two different papers under one version cannot be told apart in the minutes or in the archive."
            "version: \"11.10.19\"  (as last tabled)" => "version: \"24.10.19\""
            Judgement;
        RevisedWithoutMark "revised-without-mark" BeforeDispatch Own "A figure that was changed without `r`"
            "A figure that differs from the one last tabled, or whose margin or counts do, and does not say so lets members compare the paper with a figure they never saw."
            "2017-18: 7.3  (tabled as 7.1)" => "2017-18: { value: 7.3, status: revised }"
            REVISIONS;
        FigureGone "figure-gone" BeforeDispatch Own "A figure that was tabled is gone"
            "A figure that members have seen and no longer find raises the question what was wrong with it."
            "readings: { 2018-19: 6.6 }  (2016-17 was tabled too)" => "readings: { 2016-17: 7.1, 2018-19: 6.6 }"
            REVISIONS;
        NoNewFigure "no-new-figure" Advice Own "No new figure, though one is due"
            "A figure that members have seen before looks like news. A new one is due when as much time as its frequency, give or take a few weeks, has passed since the version last tabled, and the next period is over."
            "frequency: quarterly\nreadings: { 2025-26 Q1: 7.3 }  (tabled with it in September; this is December)" => "readings: { 2025-26 Q1: 7.3, 2025-26 Q2: 7.1 }"
            Judgement;
        TextNotRenewed "text-not-renewed" Advice Own "A comment or an action of the figure before"
            "The figure is new, and the comment or the action beside it is word for word the one last tabled. It may speak of a figure that is no longer there, or promise what is past."
            "comment: 7.3% is the best yet.  (tabled beside 7.3%; the figure is 6.1% now)" => "comment: Down from 7.3% because two teams merged in May."
            Judgement;
        MeasureGone "measure-gone" Advice Figures "A measure that was tabled is gone"
            "A measure that members have seen and no longer find, or whose id was changed, so that its history is cut off."
            "id: carers-quality  (tabled as carer-quality-of-life)" => "id: carer-quality-of-life"
            Judgement;
        TargetChanged "target-changed" BeforeDispatch Own "A target was changed"
            "A changed target moves the rating without the performance moving. Members have to be told."
            "target: 6.5  (tabled as 7.5)" => "accept it with its reason: who decided it, and when"
            COMMITTEE;
        ToleranceChanged "tolerance-changed" BeforeDispatch Own "A tolerance was changed"
            "A wider tolerance turns red into amber without the performance moving. Members have to be told."
            "tolerance: 20%  (tabled as 10%)" => "accept it with its reason: who decided it, and when"
            COMMITTEE;
        JudgingChanged "judging-changed" BeforeDispatch Own "How figures are judged was changed"
            "A larger meaningful change, a break put on a figure that was tabled, another setting under `trends`: each makes another trend or change of the same figures. Members have to be told."
            "meaningful-change: 5  (tabled as 1)" => "accept it with its reason: who decided it, and when"
            Judgement;
        DefinitionChanged "definition-changed" BeforeDispatch Own "A measure's definition was changed"
            "Another unit, direction or coverage under the same id makes another measure of it, whose figures do not go on from those tabled."
            "covers: rolling 12 months  (tabled as period)" => "give it a new id, or mark the first figure of the new kind `break: yes` and accept it with its reason"
            COMMITTEE;
    }
    "Dispatch" {
        SourceToCome "source-to-come" Advice Cover "A source of a day after the meeting"
            "What is published after the meeting is not out yet, so that no figure can come from it; most often a digit is wrong."
            "meeting: 2019-11-05\n- { name: ascof, date: 2091-10-22 }" => "date: 2019-10-22"
            Judgement;
        TooLate "too-late" BeforeDispatch Cover "The last day for publication is over"
            "Agenda and reports have to be open for some clear days before the meeting, which councils count in working days: five in England and Northern Ireland, three in Wales and Scotland. After that an item is taken only if the chair finds it urgent, with the reason in the minutes. Only `check` holds the day against today."
            "meeting: 2019-11-05  (and today is 29 October 2019; the last day was Monday 28 October)" => "ask the clerk for a later meeting, or accept it with the chair's reason for urgency"
            CLEAR_DAYS;
        BankHolidays "bank-holidays" Advice Cover "A meeting beyond the bank holidays that are known"
            "The last day for publication leaves out bank holidays, which are proclaimed year by year. Beyond the years of the government's list no day is told, rather than one that may be wrong."
            "meeting: 2031-01-14" => "count the days by the list on www.gov.uk/bank-holidays, and accept this with that day as the reason"
            CLEAR_DAYS;
        MeetingDay "meeting-day" Advice Cover "A meeting on a day on which councils are closed"
            "Committees seldom meet on a Saturday, a Sunday or a bank holiday; the date is more likely wrong."
            "meeting: 2019-11-03  (a Sunday)" => "meeting: 2019-11-05"
            Judgement;
        DateOrder "date-order" BeforeDispatch Cover "Dates that cannot follow on each other"
            "Figures are in before the version is made, the version is made by the last day for publication, and the meeting follows within a year. What is judged by a date that cannot be waits until it is right."
            "version-date: 2019-11-04\nmeeting: 2019-11-05  (or 2091-11-05)" => "version-date: 2019-10-24\nmeeting: 2019-11-05"
            CLEAR_DAYS;
        DraftWords "draft-words" BeforeDispatch Own "The word draft in a final paper"
            "A paper that calls itself a draft is not the one that members decide on."
            "status: final\nversion: \"0.3 draft\"" => "status: final\nversion: \"1.0\""
            Judgement;
        Classification "classification" BeforeDispatch Cover "A paper that is neither public nor properly exempt"
            "A paper is public, or it says under which paragraph of its nation's schedule it is exempt (England: Schedule 12A, paragraphs 1 to 7; Wales: Part 4 of it, 12 to 18; Scotland: Schedule 7A, 1 to 15; Northern Ireland: Schedule 6, 1 to 7), or by which section it is confidential, because a government department or the law forbids its disclosure. Where the schedule weighs the public interest, in England and (but for paragraph 16) in Wales, an exempt paper says that it was weighed. Every page says that it is not for publication."
            "classification: Part 2" => "classification: >\n  Exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972. The public interest in\n  maintaining the exemption outweighs the public interest in disclosing the information.\nnotice: Not for publication"
            EXEMPT;
        FileName "file-name" BeforeDispatch Nothing "A name that committee systems refuse"
            "Names of files and folders with spaces, accents or signs are refused, or changed, by committee systems and in web addresses."
            "data/Health & Care 2019/" => "data/health-and-care/"
            Judgement;
        FileSize "file-size" BeforeDispatch Nothing "A file that is too large to dispatch"
            "Committee systems and mail refuse large files, and members read papers on a train. A logo larger than 1 MB goes into every output; an output of more than 10 MB is too large."
            "logo: crest.png  (a photograph of 6 MB)" => "logo: crest.svg  (a drawing of 20 kB)"
            Judgement;
    }
    "The printed page" {
        Character "character" Stop Nothing "A character that cannot be printed"
            "The typeface has no such character, so it cannot be printed."
            "comment: Up again 🙂" => "comment: Up again"
            Guidance("PDF/UA-1 (ISO 14289-1), 7.21: no missing glyphs");
        PageFull "page-full" Stop Nothing "More rows than the page holds"
            "The scorecard has to stay on one page, in letters that can be read."
            "90 measures on an A4 sheet" => "page: { paper: A3 portrait }"
            Judgement;
    }
    "The narrative" {
        Expression "expression" Stop Nothing "An expression that cannot be understood"
            "An expression that cannot be understood would leave a hole in the sentence."
            "{{ measures.gren.count }}" => "{{ measures.green.count }}"
            Judgement;
        NoFigure "no-figure" Stop Own "A figure that is not there"
            "A figure that this measure does not have would leave a hole in the sentence."
            "{{ measure(\"carers\").target }}  (it has none)" => "{{ measure(\"carers\").value }}"
            Judgement;
        Mark "mark" Stop Nothing "Braces that are no name"
            "What stands in braces gives a name to a paragraph, or says how it is numbered; elsewhere it would be printed."
            "The service supports people. {ratings}" => "The service supports people. {#ratings}"
            Judgement;
        Block "block" Stop Nothing "A block that is not known"
            "A block in double brackets is filled by the program, which has to know it. Brackets that are no block would be printed as they stand."
            "[[ red-measures ]]" => "[[ reds ]]"
            Judgement;
        Heading "heading" Stop Nothing "A heading out of place"
            "A heading stands in one place of one outline: sections first, then what is below them, each once."
            "# Background\n\n### Figures" => "# Background\n\n## Figures"
            Guidance("WCAG 2.2, 1.3.1 and 2.4.6: headings that give the structure");
        NumberByHand "number-by-hand" Stop Nothing "A number typed by hand"
            "Paragraphs, lists and measures are numbered by the program. Numbers typed by hand go wrong with the next edit."
            "As paragraph 12 says" => "As {{ paragraph(\"ratings\") }} says"
            Judgement;
        Caption "caption" Stop Nothing "A caption without a table"
            "A caption belongs to the table below it."
            "Table: Ratings by kind\n\nSome text" => "Table: Ratings by kind\n\n| Kind | Green |"
            Judgement;
        Table "table" Stop Nothing "A table that is not whole"
            "A table has a line of dashes below its head, and in each row as many cells as the head. Otherwise it is printed as text, or a cell is lost."
            "| Kind | Green |\n| Outcomes | 5 |" => "| Kind | Green |\n|---|---|\n| Outcomes | 5 |"
            Judgement;
        Footnote "footnote" Stop Nothing "A footnote without its text, or a text without its mark"
            "A mark that leads to no footnote, or a footnote that nothing leads to, is a slip of the pen that every reader sees."
            "Visits rose.[^2]\n\n[^1]: Counted by hand." => "Visits rose.[^1]\n\n[^1]: Counted by hand."
            Judgement;
        TableTooWide "table-too-wide" Stop Nothing "A table with more columns than a sheet holds"
            "A table that runs off the sheet loses its last columns, which nobody notices in the file."
            "a table with a column for each of 24 months" => "two tables with 12 months each"
            Judgement;
        Link "link" Stop Nothing "A link that leads nowhere"
            "A link that leads nowhere, or to something that no reader of the paper can open."
            "[the strategy](C:/papers/strategy.docx)" => "[the strategy](https://www.example.gov.uk/strategy)"
            Judgement;
        Html "html" Stop Nothing "HTML in the text"
            "HTML would mean one thing on the web page and nothing in print."
            "<b>red</b>" => "**red**"
            Judgement;
        Image "image" Stop Nothing "A picture in the text"
            "A picture needs a text for those who do not see it, and a place in the pack; reports have none."
            "![a chart](chart.png)" => "a table, or a sentence with the figures"
            Judgement;
        NoForm "no-form" Stop Nothing "Markdown for which a report has no form"
            "Markdown for which a committee's report has no form."
            "> quoted text" => "a paragraph"
            Judgement;
        SectionMissing "section-missing" BeforeDispatch Nothing "A section is missing"
            "A section that the committee's form asks for is not in the report."
            "sections: [{ title: Legal implications }]  (and no such heading)" => "# Legal implications\n\nNone."
            Judgement;
    }
    "What the report says" {
        TypedFigure "typed-figure" BeforeDispatch Figures "A figure typed that the program works out"
            "A typed figure is right on the day on which it is typed, and goes wrong unseen with the next revision of the data."
            "45% of the measures are green" => "{{ measures.green.percent }} of the measures are green"
            Judgement;
        FigureContradicts "figure-contradicts" BeforeDispatch Figures "A figure that the data contradicts"
            "A typed figure that differs from what the program prints elsewhere in the same paper leaves members with two answers."
            "47% of the measures are green  (24 of 53 are, which is 45%)" => "{{ measures.green.percent }} of the measures are green"
            Judgement;
        StaleClaim "stale-claim" BeforeDispatch Figures "A sentence that the data does not bear out"
            "A sentence about ratings, trends or the way a figure went was true of an earlier version, and nobody reads it again when the figures change."
            "No measure is red.  (18 are)" => "{{ measures.red.count|words|capital }} measures are red."
            Judgement;
        Leftover "leftover" BeforeDispatch Own "Something left of a form"
            "An instruction to the author or a gap that nobody filled tells members that nobody read the paper before them."
            "# Conclusion\n\nThe conclusions reached should be listed." => "# Conclusion\n\nThe service does well by most of those who use it."
            Judgement;
        SectionEmpty "section-empty" BeforeDispatch Nothing "A section that says nothing"
            "Nobody can tell an empty section from one that was forgotten. Committees' forms ask for `None` where there is nothing to say."
            "# Legal implications\n\n# Options considered" => "# Legal implications\n\nNone.\n\n# Options considered"
            Judgement;
        CrossReference "cross-reference" BeforeDispatch Own "A reference to what is not there"
            "A reader who looks for an appendix or a paragraph that is not there doubts the rest."
            "See Appendix C  (and the paper has Appendix A alone)" => "See Appendix A"
            Judgement;
        Unanswered "unanswered" BeforeDispatch Cover "A recommendation without an answer"
            "A committee asks what became of what it recommended; a recommendation that is listed without an answer says that nothing did."
            "recommendations:\n  - text: That the council is compared with the nation" => "recommendations:\n  - text: That the council is compared with the nation\n    answer: England stands beside each measure"
            COMMITTEE;
        ThemeList "theme-list" BeforeDispatch Cover "A list of themes that is not that of the data"
            "Themes that the report lists and the data does not have, or the reverse, have no measures or no director on the page."
            "1. Carers\n2. Housing  (and scorecard.yaml has no such theme)" => "[[ themes ]]"
            Judgement;
        BackgroundPapers "background-papers" BeforeDispatch Cover "Background papers that are wrong"
            "A report lists the unpublished documents that it rests on, so that anybody can inspect them, and no published work."
            "# Background papers\n\nNone  (and figures come from the case management system)" => "# Background papers\n\n[[ background-papers ]]"
            BACKGROUND;
        MeasureName "measure-name" BeforeDispatch Nothing "A measure called by two names"
            "A reader who finds two names looks for two measures."
            "measure 6 – Carer quality of life  (on the page: Carer-reported quality of life)" => "{{ measure(\"carer-quality-of-life\").name }}"
            Judgement;
        PaperTitle "paper-title" BeforeDispatch Cover "The paper called by two titles"
            "A paper that is called one thing on its cover and nearly another inside is found under neither."
            "the Adult Social Service Performance Scorecard  (on the cover: Services)" => "the {{ paper.title }}"
            Judgement;
        OddCapital "odd-capital" Advice Nothing "A capital in the middle of a sentence"
            "Small words have no capitals in the middle of a sentence; such a one is left of another sentence."
            "Each Of these is red" => "Each of these is red"
            Judgement;
    }
    "Accepted findings" {
        NotAcceptable "not-acceptable" Stop Nothing "A finding that cannot be accepted"
            "What stops a build is not a matter of judgement: the program cannot know what to print."
            "accepted:\n  - { rule: unknown-name, where: carers, reason: Not needed }" => "correct the fault, and take the entry out"
            Judgement;
        NothingAccepted "nothing-accepted" Advice Everything "An accepted finding that is not there"
            "An entry that meets no finding is left over, or its `where` is misspelt; it would hide the next finding of its kind unseen."
            "accepted:\n  - { rule: red-without-action, where: carers, reason: ... }  (the measure is green again)" => "take the entry out"
            Judgement;
    }
}
