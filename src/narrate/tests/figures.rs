//! Expressions and their results.

use super::outline;

/// Expression and resulting text, written as `[...](#name)` where it is a link.
const FIGURES: &[(&str, &str)] = &[
    (r"measures", r"‹3›"),
    (r"measures.green.percent", r"‹50%›"),
    (r"measures.red.numbers", r"‹1›"),
    (r"measures.red.range", r"‹measure 1›"),
    (r"measures.not_rated.numbers", r"‹3›"),
    (r"measures.rated.count", r"‹2›"),
    (r#"kind("outcome").range"#, r"‹measures 1 and 2›"),
    (r#"kind("outcome").title"#, r"‹Outcomes›"),
    (r#"kind("outcome").green.count"#, r"‹1›"),
    (r#"theme("carers").director"#, r"‹Director, Access›"),
    (r#"theme("carers")"#, r"‹Support for carers›"),
    (r"themes.count|words|capital", r"‹Two›"),
    (r#"priority("independence").count"#, r"‹1›"),
    (r#"measure("carers")"#, r"[‹measure 1 – Carers’ quality of life›](#carers)"),
    (r#"measure("carers").value"#, r"‹6.6 out of 12›"),
    (r#"measure("carers").value.number"#, r"‹6.6›"),
    (r#"measure("carers").period"#, r"‹2018-19›"),
    (r#"measure("carers").target"#, r"‹7.5 or more›"),
    (r#"measure("carers").target.number"#, r"‹7.5›"),
    (r#"measure("carers").change"#, r"‹−0.5›"),
    (r#"measure("carers").change.size"#, r"‹0.5›"),
    (r#"measure("carers").change.direction"#, r"‹lower›"),
    (r#"measure("carers").change.since"#, r"‹2016-17›"),
    (r#"measure("carers").trend"#, r"‹too few points›"),
    (
        r#"measure("carers").sentence"#,
        r"‹Carers’ quality of life stood at 6.6 out of 12 in 2018-19; red against a target of 7.5 or more; 0.5 lower than in 2016-17, which is worse; too few points to tell a trend; 0.9 below England (7.5).›",
    ),
    (r#"measure("carers").england"#, r"‹7.5 out of 12›"),
    (r#"measure("carers").comparator("england").period"#, r"‹2018-19›"),
    (r#"measure("carers").england.verdict"#, r"‹below›"),
    (r#"measure("control").target"#, r"‹80.0% or more›"),
    (r#"measure("control").change"#, r"‹+3.5›"),
    (r#"measure("control").change.size"#, r"‹3.5 points›"),
    (r#"measure("carers").rating|capital"#, r"‹Red›"),
    (r#"measure("carers").title|small"#, r"‹carers’ quality of life›"),
    (r#"fact("users")"#, r"‹5,500›"),
    (r#"fact("budget")"#, r"‹£141m›"),
    (r#"fact("budget").long"#, r"‹£141 million›"),
    (r"paper.meeting", r"‹5 November 2019›"),
    (r"paper.data_as_at", r"‹22 October 2019›"),
    (r"paper.review_interval", r"‹6 months›"),
    (r"overdue.count", r"‹1›"),
    (r"overdue.numbers", r"‹1›"),
    (r#""is" if measures.red.count == 1 else "are""#, r"‹is›"),
    (r"measures.count - measures.red.count", r"‹2›"),
    (r#""a" ~ 'b' ~ 3"#, r"‹ab3›"),
    (r#"measure("vacancies").rating"#, r"‹not rated›"),
    (r#"measure("vacancies").reason"#, r"‹not available›"),
    (r"1234567", r"‹1,234,567›"),
    (r"kinds.count|words", r"‹two›"),
    (r"recommendations", r"‹2›"),
    (r#"measure("carers").reading("2016-17")"#, r"‹7.1 out of 12›"),
    (r#"measure("carers").reading("2016-17").number"#, r"‹7.1›"),
    (r#"measure("control").reading("2017-18").period"#, r"‹2017-18›"),
    (r#"measure("carers").name|capital"#, r"[‹Measure 1 – Carers’ quality of life›](#carers)"),
    (r#""red" if measure("carers").rating == "red" and not measures.red.count > 1 else "not""#, r"‹red›"),
    (r#""a" if (measures.count - 1) == 2 else "b" if measures.count == 2 else "c""#, r"‹a›"),
];

#[test]
fn expressions_come_to_figures() {
    for (expression, text) in FIGURES {
        let found = outline(&format!("# A\n\n{{{{ {expression} }}}}\n"));
        assert_eq!(found, format!("# A #a\n1 {text}"), "{expression}");
    }
}
