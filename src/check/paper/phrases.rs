//! What people write in papers, as rows: a phrase, its meaning, and test sentences that must or must not contain it.
//! [`crate::check::paper::pattern`] describes how phrases are written. For a new turn of phrase, add a row.

/// A phrase and its meaning.
#[cfg_attr(not(test), expect(dead_code, reason = "the sentences are for the test that runs them"))]
pub struct Row<M: 'static> {
    pub pattern: &'static str,
    pub means: M,
    /// Sentences that contain the phrase.
    pub matches: &'static [&'static str],
    /// Similar sentences that do not contain it.
    pub passes: &'static [&'static str],
}

/// Builds a row, so that it takes little space.
pub const fn row<M: Copy>(
    pattern: &'static str,
    means: M,
    matches: &'static [&'static str],
    passes: &'static [&'static str],
) -> Row<M> {
    Row { pattern, means, matches, passes }
}

/// The meaning of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    // Quantities.
    Exactly,
    More,
    Less,
    AtLeast,
    AtMost,
    Nearly,
    About,
    All,
    NearlyAll,
    NoneOf,
    TheOnly,
    // The base of a quantity.
    RatedOnes,
    // What measures can be.
    Rated,
    OnTarget,
    OffTarget,
    Improving,
    Worsening,
    HasAction,
    HasOwner,
    HasComment,
    Belongs,
    // Where a figure lies, or how it moved.
    Better,
    Worse,
    Up,
    Down,
}

/// Sets of words that patterns refer to in braces.
pub const WORDS: &[(&str, &str)] = &[
    ("number", "{count}|{percent}|{fraction}"),
    ("measures", "measures|measure|indicators|indicator|kpis|kpi"),
    ("are", "are|is|remain|remains|stay|stays"),
    ("have", "have|has"),
    ("now", "now|still|currently|also|all|both|again|each"),
    ("our", "the|our|all the|all our|all"),
    ("key", "key performance|performance|key|national|local"),
    ("steadily", "steadily|slowly|again|further|clearly|gradually|rapidly|markedly|still|now|all|both|also"),
    // What may follow a claim about measures: anything else could restrict it to some of them.
    (
        "stop",
        "?($|and|but|while|whereas|with|because|which|so|now|overall|today|altogether|again|as|against\
         |in (all|total)|[in|on] (this|the) (report|page|paper|scorecard|quarter|year|month))",
    ),
    // What may follow a claim of movement, so that `improving` does not refer to something else: `improving pay`.
    (
        "then",
        "?($|since|over|for|again|and|but|each|every|from|steadily|slowly|further|this|last|in|on|by|to|at|across|after\
         |month|year|trend|though)",
    ),
    // What shows, before a figure, that it refers to everything there is.
    (
        "here",
        "there (are|is|remain|remains) [now|currently|still]|we [now|currently|still] have|it is|this is\
         |(scorecard|report|page|paper|summary|council) (has|shows|contains|lists)",
    ),
    (
        "times",
        "last year|this year|since last year|since last time|again|over the year|this quarter|last quarter",
    ),
    ("points", "percentage points|points|percentage point|point|pp"),
    // What restricts a claim to some measures: `the three red measures that concern housing`.
    ("some", "that|which|whose|where|in|of|for|about|on|under|concerning|owned|with|from|within"),
];

impl Means {
    /// Whether this says how many measures there are.
    pub fn is_many(self) -> bool {
        self as u8 <= TheOnly as u8
    }

    /// Whether this says what measures are.
    pub fn is_so(self) -> bool {
        (Rated as u8..=Down as u8).contains(&(self as u8))
    }

    /// The share that words without a number stand for, in percent.
    pub fn hundredths(self) -> f64 {
        if self == NearlyAll { 75.0 } else { 50.0 }
    }

    /// Whether a quantity is as said; `slack` is the difference allowed where the words are not exact.
    pub fn holds(self, own: f64, said: f64, slack: f64) -> bool {
        match self {
            More => own > said,
            Less => own < said,
            AtLeast | NearlyAll => own >= said,
            AtMost => own <= said,
            Nearly => own < said && own >= said * 0.84,
            About => (own - said).abs() <= (said * 0.12).max(2.0 * slack),
            _ => (own - said).abs() <= slack,
        }
    }
}

use Means::{
    About, All, AtLeast, AtMost, Belongs, Better, Down, Exactly, HasAction, HasComment, HasOwner, Improving,
    Less, More, Nearly, NearlyAll, NoneOf, OffTarget, OnTarget, Rated, RatedOnes, TheOnly, Up, Worse,
    Worsening,
};

/// `{many}`: this many of some measures.
#[rustfmt::skip]
pub const MANY: &[Row<Means>] = &[
    row("(nearly|almost|virtually) (all|every)", NearlyAll, &["Nearly all are"], &["Nearly half are"]),
    row("(all|every one) [of]", All, &["All of the measures"], &["Overall the measures"]),
    row("(every|each)", All, &["Every measure"], &["Everybody measures"]),
    row("(no|none of|not one of|not one|not a single)", NoneOf,
        &["None of the measures"], &["Nobody measures"]),
    row("(most|[a|the] [vast|large|great] majority) [of]", More, &["Most of our"], &["Almost three are"]),
    row("a single", TheOnly, &["A single measure"], &["A measure"]),
    row("[a] [small] minority of", Less, &["A minority of the measures"], &["Minority groups"]),
    row("[only|just|a total of] {number}", Exactly, &["24 of the 53", "just a third"], &["nothing of it"]),
    row("(more than|over|above|well over|just over) {number}", More, &["more than half"], &["more of it"]),
    row("(fewer than|less than|under|below|just under) {number}", Less, &["fewer than 10"], &["less of it"]),
    row("(at least|no fewer than|no less than) {number}", AtLeast, &["at least one third"], &["at last 3"]),
    row("(at most|up to|no more than) {number}", AtMost, &["no more than 3"], &["more than 3"]),
    row("(nearly|almost|close to) {number}", Nearly, &["nearly three quarters"], &["nearly all"]),
    row("(about|around|some|roughly|approximately) {number}", About, &["about a third"], &["about them"]),
];

/// `{so}`: what measures are said to be.
#[rustfmt::skip]
pub const SO: &[Row<Means>] = &[
    row("({are} [{now}] [rated|at|on|marked|shown as]|{have} been rated) {rating} \
         [(,|or|and) {rating}] [[,] (or|and) {rating}] !([,] [or|and] {rating})", Rated,
        &["It is still rated red.", "They are green, amber or red."],
        &["It is a red lorry.", "It is not red.", "It was red."]),
    row("{are} [{now}] on target", OnTarget, &["It is still on target."], &["It is not on target."]),
    row("[{have}] (meets|meet|met|exceeds) (the|its|their) (target|targets)", OnTarget,
        &["It meets its target.", "They have met the target."], &["It meets the committee."]),
    row("{are} [{now}] off target", OffTarget, &["It is off target."], &["It is on target."]),
    row("(misses|miss|{have} missed) (the|its|their) target", OffTarget,
        &["It misses its target."], &["It misses"]),
    row("(({are}|{have} been) [{steadily}] (improving|getting better)\
         |(continues|continue) to improve) {then}", Improving,
        &["It is steadily improving.", "It is improving year by year."],
        &["It is improving pay that helps.", "It is not improving."]),
    row("{have} [{steadily}] improved {then}", Improving,
        &["It has improved again."], &["It has improved homes."]),
    row("(({are}|{have} been) [{steadily}] (worsening|deteriorating|getting worse)\
         |(continues|continue) to (worsen|deteriorate)) {then}", Worsening,
        &["It is getting worse."], &["It is getting worse weather."]),
    row("{have} [{steadily}] (worsened|deteriorated) {then}", Worsening,
        &["It has worsened again."], &["The storm has worsened matters."]),
    row("{have} … (action|actions) [plan|plans]", HasAction,
        &["Each has an owner and an action."], &["Action is wanted."]),
    row("{have} … (owner|owners)", HasOwner, &["Each has an owner."], &["Its owner has left."]),
    row("{have} … (comment|comments|commentary)", HasComment,
        &["Each has a comment."], &["Comments are few."]),
    row("({are}|lie|lies|fall|come) [{now}] [all] [in|of|under|from|about] [the|our] \
         [kind|priority|theme] {group} [{measures}]", Belongs,
        &["All are finance measures.", "It is about Finance."], &["All are owned by Finance."]),
    row("(belong|belongs|relate|relates|concern|concerns) [to] [the|our] \
         [kind|priority|theme] {group}", Belongs,
        &["It belongs to Finance."], &["It belongs to the director of Finance."]),
    row("[{are}] (better than|ahead of) [the] {comparator}", Better,
        &["We are better than England."], &["Better than that"]),
    row("[{are}] (worse than|behind) [the] {comparator}", Worse,
        &["It is behind England."], &["It is behind us."]),
];

/// `{side}`: on which side of another figure one is.
#[rustfmt::skip]
pub const SIDE: &[Row<Means>] = &[
    row("(higher|more|greater|larger|longer) [than]|above", Up, &["3 more than before"], &["3 of them"]),
    row("(lower|less|fewer|smaller|shorter) [than]|below|short of", Down,
        &["3 fewer than before"], &["3 of them"]),
    row("better [than]|ahead of", Better, &["3 better than before"], &["3 of them"]),
    row("worse [than]|behind", Worse, &["3 worse than before"], &["3 of them"]),
];

/// `{moved}`: how a figure moved.
#[rustfmt::skip]
pub const MOVED: &[Row<Means>] = &[
    row("[{have}|{are}|went|were|was] (fell|fallen|dropped|decreased|declined|reduced|down)", Down,
        &["It has fallen.", "It is down by 3."], &["It will fall."]),
    row("[{have}|{are}|went|were|was] (rose|risen|increased|grew|grown|up)", Up,
        &["It has risen.", "It went up."], &["It is upstream."]),
    row("(a|the) (fall|drop|decrease|reduction|decline) [of]", Down, &["a fall of 3"], &["a waterfall of 3"]),
    row("(a|the) (rise|increase) [of]", Up, &["a rise of 3"], &["the arise"]),
    row("[{have}] improved", Better, &["It improved by 3."], &["It improves."]),
    row("[{have}] (worsened|deteriorated)", Worse, &["It worsened by 3."], &["It worsens."]),
];

/// Lists of rows that patterns refer to in braces.
#[rustfmt::skip]
pub const LISTS: &[(&str, &[Row<Means>])] = &[
    ("many", MANY),
    ("so", SO),
    ("side", SIDE),
    ("moved", MOVED),
    ("turned", &[row("{have} [{now}] (turned|become) {rating}", Rated,
        &["It has turned green."], &["It turns green."])]),
    ("only", &[row("(the only|only one|the single|the one)", TheOnly,
        &["the only red measure"], &["the red measure"])]),
    ("met", &[row("(targets|target) ({have} been|{are}) (met|achieved|hit)", OnTarget,
        &["All targets have been met."], &["All targets are hard."])]),
    ("rated", &[row("rated", RatedOnes, &["the rated measures"], &["the measures"])]),
];
