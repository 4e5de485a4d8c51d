//! A condition in words, Chinese or English.

use crate::expr::names::vocabulary::Vocabulary;
use crate::expr::tree::ast::{
    Condition, ContactsTest, EventTest, FieldTest, Function, Literal, Measure, Op, Quantifier, ScoreTest,
    SequenceTest, Step, Window,
};
use crate::messages::Language;
use crate::schema::ruleset::{Period, Unit};

/// Tells a condition in words, with the labels of the vocabulary.
///
/// ```
/// use kehu::expr::{parse, print, Vocabulary};
/// use kehu::messages::Language;
/// use serde_json::json;
/// let condition = parse(&json!({"not": {"event": "order", "within": {"last": 90, "unit": "day"}}})).unwrap();
/// let vocabulary = Vocabulary::default();
/// assert_eq!(print(&condition, &vocabulary, Language::Zh), "并非（近 90 天内 order 次数不小于 1）");
/// assert_eq!(print(&condition, &vocabulary, Language::En), "not (number of order in the last 90 days is at least 1)");
/// ```
pub fn print(condition: &Condition, vocabulary: &Vocabulary, language: Language) -> String {
    Printer { vocabulary, language, of: Of::Customer }.condition(condition, false)
}

/// Tells a condition on a contact in words, in the vocabulary's language.
pub(in crate::expr) fn print_of_contact(condition: &Condition, vocabulary: &Vocabulary) -> String {
    Printer { vocabulary, language: vocabulary.language, of: Of::Contact }.condition(condition, false)
}

/// Tells a time in words, in the vocabulary's language; nothing where any time will do.
pub(in crate::expr) fn print_window(window: &Window, vocabulary: &Vocabulary) -> String {
    Printer { vocabulary, language: vocabulary.language, of: Of::Event }.window(window)
}

/// What is spoken of.
#[derive(Clone, Copy)]
enum Of {
    Customer,
    Event,
    Contact,
}

#[derive(Clone, Copy)]
struct Printer<'a> {
    vocabulary: &'a Vocabulary,
    language: Language,
    of: Of,
}

impl Printer<'_> {
    /// The phrase of the language.
    fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// `inner`: whether a combination needs parentheses.
    fn condition(&self, condition: &Condition, inner: bool) -> String {
        match condition {
            Condition::All(parts) => {
                self.joined(parts, self.say("，且", " and "), self.say("总是", "always"), inner)
            }
            Condition::Any(parts) => {
                self.joined(parts, self.say("，或", " or "), self.say("从不", "never"), inner)
            }
            Condition::Not(part) => {
                let part = self.parenthesized(&self.condition(part, false));
                format!("{}{part}", self.say("并非", "not "))
            }
            Condition::AtLeast(count, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.condition(part, true)).collect();
                let parts = self.parenthesized(&parts.join(self.say("；", "; ")));
                match self.language {
                    Language::Zh => format!("至少满足 {count} 项{parts}"),
                    Language::En => format!("at least {count} of {parts}"),
                }
            }
            Condition::Field(test) => self.field(test),
            Condition::Event(test) => self.event(test),
            Condition::Sequence(test) => self.sequence(test),
            Condition::Contacts(test) => self.contacts(test),
            Condition::Tag(name) => {
                self.named("有标签", "has the tag ", self.vocabulary.tag_label(name, self.language))
            }
            Condition::Segment(name) => self.named(
                "属于人群",
                "is in the segment ",
                self.vocabulary.segment_label(name, self.language),
            ),
            Condition::Stage(name) => {
                self.named("处于阶段", "is in the stage ", self.vocabulary.stage_label(name, self.language))
            }
            Condition::Score(test) => self.score(test),
        }
    }

    fn joined(&self, parts: &[Condition], separator: &str, empty: &str, inner: bool) -> String {
        let told: Vec<String> = parts.iter().map(|part| self.condition(part, parts.len() > 1)).collect();
        match told.len() {
            0 => empty.to_owned(),
            1 => told.concat(),
            _ if inner => self.parenthesized(&told.join(separator)),
            _ => told.join(separator),
        }
    }

    fn parenthesized(&self, text: &str) -> String {
        match self.language {
            Language::Zh => format!("（{text}）"),
            Language::En => format!("({text})"),
        }
    }

    fn named(&self, zh: &str, en: &str, label: &str) -> String {
        format!("{}“{label}”", self.say(zh, en))
    }

    fn field(&self, test: &FieldTest) -> String {
        let label = match self.of {
            Of::Event => self.vocabulary.property_label(&test.field, self.language),
            Of::Contact => self.vocabulary.contact_label(&test.field, self.language),
            Of::Customer => self.vocabulary.field_label(&test.field, self.language),
        };
        self.test(label, test.op, &test.value)
    }

    fn score(&self, test: &ScoreTest) -> String {
        match test {
            ScoreTest::Value { score, op, value } => {
                self.test(self.vocabulary.score_label(score, self.language), *op, value)
            }
            ScoreTest::Bucket { score, bucket } => {
                let label = self.vocabulary.score_label(score, self.language);
                let bucket = self.vocabulary.bucket_label(score, bucket, self.language);
                format!("{label}{}“{bucket}”", self.say("为", " is "))
            }
        }
    }

    fn contacts(&self, test: &ContactsTest) -> String {
        let inside = Self { of: Of::Contact, ..*self };
        let what = self.parenthesized(&inside.condition(&test.condition, false));
        match &test.quantifier {
            Quantifier::Any => self.say("有联系人", "some contact ").to_owned() + &what,
            Quantifier::All => self.say("所有联系人", "every contact ").to_owned() + &what,
            Quantifier::None => self.say("没有联系人", "no contact ").to_owned() + &what,
            Quantifier::Count { op, value } => {
                let asked = test.condition != Condition::All(Vec::new());
                let who = self.say("联系人", "number of contacts").to_owned();
                let who = if asked { [&who, self.say("", " "), &what].concat() } else { who };
                self.test(&[&who, self.say("人数", "")].concat(), *op, value)
            }
        }
    }

    /// What happened, with the filter in brackets.
    fn what(&self, events: &[String], filter: Option<&Condition>) -> String {
        let labels: Vec<&str> =
            events.iter().map(|name| self.vocabulary.event_label(name, self.language)).collect();
        let events = if labels.is_empty() {
            self.say("任何互动", "any event").to_owned()
        } else {
            labels.join(self.say("或", " or "))
        };
        let inside = Self { of: Of::Event, ..*self };
        let Some(filter) = filter else { return events };
        let filter = self.parenthesized(&inside.condition(filter, false));
        format!("{events}{}{filter}", self.say("", " "))
    }

    fn event(&self, test: &EventTest) -> String {
        let events = self.what(&test.events, test.filter.as_ref());
        let window = self.window(&test.window);
        let (zh, en) = (set(&[&window, &events]), format!("{events} {window}"));
        self.measure(&test.measure, self.say(&zh, en.trim()))
    }

    fn sequence(&self, test: &SequenceTest) -> String {
        let window = self.window(&test.window);
        let steps: Vec<String> = test.steps.iter().map(|step| self.step(step)).collect();
        match self.language {
            Language::Zh => {
                let first = ["先"].into_iter().chain(std::iter::repeat("，之后"));
                let told = first.zip(&steps).map(|(word, step)| set(&[word, step]));
                window + &told.collect::<String>()
            }
            Language::En => format!("first {} {window}", steps.join(", then ")).trim_end().to_owned(),
        }
    }

    fn step(&self, step: &Step) -> String {
        let mut what = self.what(&step.events, step.filter.as_ref());
        if let Some(bond) = &step.bond {
            let label = self.vocabulary.property_label(&bond.property, self.language);
            what = match (self.language, bond.same) {
                (Language::Zh, true) => set(&[label, "相同的", &what]),
                (Language::Zh, false) => set(&[label, "不同的", &what]),
                (Language::En, true) => format!("{what} of the same {label}"),
                (Language::En, false) => format!("{what} of another {label}"),
            };
        }
        let Some(gap) = step.gap else { return what };
        let (zh, en) = (unit_words(gap.unit).0, english_units(gap));
        match self.language {
            Language::Zh => set(&[&gap.last.to_string(), zh, "内", &what]),
            Language::En => format!("{what} within {} {en}", gap.last),
        }
    }

    fn measure(&self, measure: &Measure, events: &str) -> String {
        match measure {
            Measure::Count { op, value } => {
                let number = format!("number of {events}");
                self.test(self.say(&set(&[events, "次数"]), &number), *op, value)
            }
            Measure::Aggregate { function, field, op, value } => {
                let (zh, en) = function_words(*function);
                let field =
                    field.as_deref().map_or("", |name| self.vocabulary.property_label(name, self.language));
                let english = format!("{} of {events}", en.replace("{}", field));
                self.test(self.say(&set(&[events, &zh.replace("{}", field)]), &english), *op, value)
            }
            Measure::Streak { unit, length } => match self.language {
                Language::Zh => set(&[events, "连续", &length.to_string(), unit_words(*unit).0]),
                Language::En => format!("{events} {length} {} in a row", unit_words(*unit).1),
            },
            Measure::FirstTime(period) => {
                let (zh, en) = (set(&["首次", events]), format!("the first {events}"));
                self.timed(&[(self.say(&zh, &en), *period)])
            }
            Measure::Stopped { silent, active } => {
                let zh = set(&["有", events]);
                let (no_zh, no_en) = ("没有", "but none");
                self.timed(&[(self.say(&zh, events), *active), (self.say(no_zh, no_en), *silent)])
            }
            Measure::Restarted { active, silent } => {
                let (zh, en) = (set(&["又有", events]), format!("{events} again"));
                let (no_zh, no_en) = ("此前没有", "before that none");
                self.timed(&[(self.say(&zh, &en), *active), (self.say(no_zh, no_en), *silent)])
            }
            Measure::Regularly { every, min, of, op, value } => {
                let number =
                    self.test(self.say(&set(&[events, "次数"]), &format!("number of {events}")), *op, value);
                let (zh, en) = (unit_words(every.unit).0, english_units(*every));
                match self.language {
                    Language::Zh => {
                        let head = format!("最近 {of} 个周期（每周期 {} {zh}）中至少 {min} 个", every.last);
                        set(&[&head, &number])
                    }
                    Language::En => {
                        format!("{number} in at least {min} of the last {of} periods of {} {en}", every.last)
                    }
                }
            }
        }
    }

    /// Facts, each with its time.
    fn timed(&self, facts: &[(&str, Period)]) -> String {
        let each = |(fact, period): &(&str, Period)| match self.language {
            Language::Zh => format!("{}{fact}", self.period(*period)),
            Language::En => format!("{fact} {}", self.period(*period)),
        };
        facts.iter().map(each).collect::<Vec<_>>().join(self.say("，", ", "))
    }

    fn window(&self, window: &Window) -> String {
        match window {
            Window::Ever => String::new(),
            Window::Within(period) => self.period(*period),
            Window::Before(outer, inner) => {
                let outer = outer.map(|period| self.period(period)).unwrap_or_default();
                let inner = self.period(*inner);
                let (zh, en) = (format!("{outer}、不在{inner}的"), format!("{outer} but not {inner}"));
                self.say(zh.trim_start_matches('、'), en.trim_start().trim_start_matches("but ")).to_owned()
            }
            Window::Since(None) => {
                self.say("进入当前阶段以来", "since the present stage was entered").to_owned()
            }
            Window::Since(Some(stage)) => {
                let label = self.vocabulary.stage_label(stage, self.language);
                [self.say("进入阶段“", "since the stage “"), label, self.say("”以来", "” was entered")]
                    .concat()
            }
            Window::Between(from, to) => {
                let (from, to) = (from.as_deref().unwrap_or("…"), to.as_deref().unwrap_or("…"));
                format!("{}{from}{}{to}", self.say("", "from "), self.say(" 至 ", " to "))
            }
        }
    }

    fn period(&self, period: Period) -> String {
        let (zh, en) = (unit_words(period.unit).0, english_units(period));
        let last = period.last;
        match (self.language, period.calendar) {
            (Language::Zh, false) => format!("近 {last} {zh}内"),
            (Language::Zh, true) => format!("含当前的近 {last} 个自然{}内", zh.trim_start_matches("个")),
            (Language::En, false) => format!("in the last {last} {en}"),
            (Language::En, true) => format!("in the last {last} calendar {en}"),
        }
    }

    fn test(&self, subject: &str, op: Op, value: &Literal) -> String {
        let (zh, en) = op_words(op);
        let literal = self.literal(value);
        match self.language {
            // Chinese is set apart from numbers by a space, and from quotes by none.
            Language::Zh if literal.starts_with(['“', '今']) => {
                [subject, &zh.replace(' ', "").replace("{}", &literal)].concat()
            }
            Language::Zh => [subject, &zh.replace("{}", &literal)].concat(),
            Language::En => [subject, " ", &en.replace("{}", &literal)].concat(),
        }
    }

    fn literal(&self, value: &Literal) -> String {
        match value {
            Literal::None => String::new(),
            Literal::Flag(flag) => flag.to_string(),
            Literal::Number(number) => number.to_string(),
            Literal::Text(text) if text == "today" => self.say("今天", "today").to_owned(),
            Literal::Text(text) => format!("“{text}”"),
            Literal::List(items) => {
                let told: Vec<String> = items.iter().map(|item| self.literal(item)).collect();
                told.join(self.say("、", ", "))
            }
        }
    }
}

fn op_words(op: Op) -> (&'static str, &'static str) {
    match op {
        Op::Equals => ("等于 {}", "is {}"),
        Op::NotEquals => ("不等于 {}", "is not {}"),
        Op::In => ("是 {} 之一", "is one of {}"),
        Op::NotIn => ("不是 {} 中任何一个", "is none of {}"),
        Op::Contains => ("包含 {}", "contains {}"),
        Op::ContainsAny => ("包含 {} 之一", "contains one of {}"),
        Op::StartsWith => ("以 {} 开头", "starts with {}"),
        Op::EndsWith => ("以 {} 结尾", "ends with {}"),
        Op::Pinyin => ("拼音含 {}", "is read {}"),
        Op::Lt => ("小于 {}", "is less than {}"),
        Op::Lte => ("不大于 {}", "is at most {}"),
        Op::Gt => ("大于 {}", "is more than {}"),
        Op::Gte => ("不小于 {}", "is at least {}"),
        Op::Between => ("在 {} 之间", "is between {}"),
        Op::Exists => ("已填写", "is known"),
        Op::Missing => ("未填写", "is missing"),
        Op::Before => ("早于 {}", "is before {}"),
        Op::After => ("晚于 {}", "is after {}"),
        Op::WithinNextDays => ("在今后 {} 天内", "is within the next {} days"),
        Op::WithinLastDays => ("在过去 {} 天内", "is within the last {} days"),
        Op::OlderThanDays => ("在 {} 天以前", "is more than {} days ago"),
        Op::Anniversary => ("的周年日在今后 {} 天内", "has an anniversary within the next {} days"),
    }
}

fn function_words(function: Function) -> (&'static str, &'static str) {
    match function {
        Function::Count => ("次数", "number"),
        Function::Sum => ("{}合计", "total {}"),
        Function::Avg => ("{}均值", "average {}"),
        Function::Min => ("最小{}", "least {}"),
        Function::Max => ("最大{}", "largest {}"),
        Function::First => ("首次{}", "first {}"),
        Function::Last => ("最近一次{}", "last {}"),
        Function::MostFrequent => ("最常见{}", "commonest {}"),
        Function::Distinct => ("不同{}的个数", "number of different {}"),
        Function::DaysSinceFirst => ("首次距今天数", "days since the first"),
        Function::DaysSinceLast => ("最近一次距今天数", "days since the last"),
    }
}

/// The unit of a period in English: one day, two days.
fn english_units(period: Period) -> &'static str {
    let (_, many) = unit_words(period.unit);
    if period.last == 1 { many.trim_end_matches('s') } else { many }
}

/// Chinese in a row; a word or number of Latin letters is set apart from letters beside it by a space.
fn set(parts: &[&str]) -> String {
    let mut told = String::new();
    for part in parts {
        let met = told.chars().next_back().zip(part.chars().next());
        let is_apart = met.is_some_and(|(a, b)| {
            a.is_alphanumeric() && b.is_alphanumeric() && (a.is_ascii() || b.is_ascii())
        });
        told.extend([if is_apart { " " } else { "" }, part]);
    }
    told
}

fn unit_words(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Minute => ("分钟", "minutes"),
        Unit::Hour => ("小时", "hours"),
        Unit::Day => ("天", "days"),
        Unit::Week => ("周", "weeks"),
        Unit::Month => ("个月", "months"),
        Unit::Year => ("年", "years"),
    }
}
