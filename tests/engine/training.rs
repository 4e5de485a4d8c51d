//! Learning the matching model from the records themselves.

use std::collections::BTreeSet;

use kehu::engine::{Engine, Format, ImportOptions, Links, Mode, Options, Stage};
use kehu::identity::Verdict;
use kehu::privacy::Access;
use kehu::schema::ruleset::{MatchingDef, Ruleset};
use serde_json::{Value, json};

use crate::world::{NOW, changes_only, clusters, engine, import, pairs, records, ruleset_with, set};

/// Numbers that are the same on every host (Lehmer 1951).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    /// A word that no other number gives anything like.
    fn word(number: u64) -> String {
        let syllables =
            ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za"];
        let mut left = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut word = String::new();
        for _ in 0..5 {
            word.push_str(syllables[(left % 16) as usize]);
            left /= 16;
        }
        word
    }
}

/// Fields, with how many values they have and in how many per cent of the second records they are wrong.
const FIELDS: [(&str, u64, u64); 4] =
    [("alpha", 400, 5), ("beta", 300, 10), ("gamma", 1000, 20), ("delta", 40, 15)];

/// People of whom most have two records, with the truth.
fn file(people: u64) -> String {
    let mut dice = Dice(7);
    let mut file = String::from("id,alpha,beta,gamma,delta,cluster\n");
    for person in 0..people {
        let own: Vec<u64> = FIELDS.iter().map(|(_, values, _)| dice.roll(*values)).collect();
        for record in 0..2 {
            let cells: Vec<String> = FIELDS
                .iter()
                .zip(&own)
                .enumerate()
                .map(|(place, ((_, values, wrong), value))| {
                    let is_wrong = record == 1 && dice.chance(*wrong);
                    Dice::word(1000 * place as u64 + if is_wrong { dice.roll(*values) } else { *value } + 1)
                })
                .collect();
            file.push_str(&format!("{person}-{record},{},{person}\n", cells.join(",")));
        }
    }
    file
}

fn options() -> ImportOptions {
    ImportOptions { train: true, truth: Some("cluster".into()), id: Some("id".into()), ..records("file") }
}

fn trained(file: &str) -> (Engine, kehu::matching::TrainingReport) {
    let mut engine = engine();
    let report = import(&mut engine, options(), file);
    (engine, report.training.expect("the first import is learned from"))
}

fn comparison<'m>(model: &'m MatchingDef, name: &str) -> &'m kehu::schema::ruleset::Comparison {
    model.comparisons.iter().find(|c| c.name == name).expect("a comparison of that name")
}

/// That the default decision is that good, by pairs.
fn assert_quality(engine: &Engine, precision: f64, recall: f64) {
    let judged = engine.evaluate().unwrap().pairs;
    assert!(judged.precision > precision && judged.recall > recall, "{judged:?}");
}

#[test]
fn m_and_u_are_those_that_made_the_data() {
    let (engine, report) = trained(&file(2000));
    for (name, values, wrong) in FIELDS {
        let same = &comparison(engine.matching_model(), name).levels[0];
        let chance = 1.0 / values as f64;
        // A wrong value is the right one by chance now and then.
        let m = 1.0 - wrong as f64 / 100.0 * (1.0 - chance);
        assert!((same.m - m).abs() < 0.03, "{name}: m {} for {m}", same.m);
        assert!((same.u / chance - 1.0).abs() < 0.25, "{name}: u {} for {chance}", same.u);
    }
    assert!((report.expected_matches / 2000.0 - 1.0).abs() < 0.1, "{}", report.expected_matches);
    assert!(report.recall > 0.95, "{}", report.recall);
}

#[test]
fn probabilities_are_what_they_say() {
    let mut ruleset: Value = serde_json::from_str(&ruleset_with(json!({}))).unwrap();
    ruleset["matching"]["trainedThresholds"] = json!({"match": 0.7, "review": 0.0001});
    let ruleset = Ruleset::from_json(&ruleset.to_string()).unwrap();
    let mut engine = Engine::new(ruleset, Options::default()).unwrap();
    import(&mut engine, options(), &file(2000));
    let csv = String::from_utf8(engine.export_pairs()).unwrap();
    let person = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
    let (mut expected, mut real, mut uncertain) = (0.0, 0.0, 0);
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let probability: f64 = cells[3].parse().unwrap();
        expected += probability;
        real += f64::from(u8::from(person(cells[0]) == person(cells[1])));
        uncertain += usize::from((0.05..0.95).contains(&probability));
    }
    assert!((expected / real - 1.0_f64).abs() < 0.05, "{expected} expected, {real} are");
    assert!(uncertain > 10, "some pairs can only be guessed at");
}

#[test]
fn nothing_need_be_configured() {
    let (engine, _) = trained(&file(1500));
    assert_quality(&engine, 0.95, 0.9);
}

/// People with two names and two numbers that many have, of whom the second record has each name misspelt at its head in two of
/// five cases.
fn misspelt(people: u64) -> String {
    let mut dice = Dice(11);
    let mut file = String::from("id,alpha,beta,gamma,delta,cluster\n");
    for person in 0..people {
        let mut names = [400, 700].map(|values| Dice::word(dice.roll(values) + values));
        let numbers = [30, 25].map(|values| Dice::word(9000 + 50 * values + dice.roll(values)));
        for record in 0..2 {
            for name in names.iter_mut().filter(|_| record == 1 && dice.chance(40)) {
                name.replace_range(1..2, "x");
            }
            let cells = [names.join(","), numbers.join(",")].join(",");
            file.push_str(&format!("{person}-{record},{cells},{person}\n"));
        }
    }
    file
}

#[test]
fn what_is_alike_but_for_its_head_is_found_by_other_things() {
    let (engine, _) = trained(&misspelt(2000));
    let judged = engine.evaluate().unwrap().pairs;
    assert!(judged.recall > 0.95, "{judged:?}");
}

/// Whether a file's model compares a column.
fn compares(engine: &Engine, column: &str) -> bool {
    engine.matching_model().comparisons.iter().any(|c| c.fields == [column])
}

#[test]
fn the_parts_of_a_name_say_nothing_beside_the_whole() {
    let mut dice = Dice(5);
    let mut file = String::from("id,full_name,first_name,surname,beta,gamma,cluster\n");
    for person in 0..600 {
        let [first, last, street, town] =
            [90, 150, 4000, 30].map(|values| Dice::word(values * 7 + dice.roll(values)));
        for record in 0..2 {
            let first = if record == 1 && dice.chance(10) { "" } else { &first };
            let cells = format!("sir {first} {last},{first},{last},{street} {town},{town}");
            file.push_str(&format!("{person}-{record},{cells},{person}\n"));
        }
    }
    let (engine, _) = trained(&file);
    let compared = ["contact", "given_name", "family_name", "beta", "gamma"].map(|c| compares(&engine, c));
    assert_eq!(compared, [true, false, false, true, true], "a street is more than its town");
}

#[test]
fn what_most_records_share_tells_something_and_leads_nowhere() {
    let mut dice = Dice(3);
    let mut file = String::from("id,alpha,beta,cluster\n");
    for person in 0..600 {
        let (name, region) = (Dice::word(dice.roll(3000)), Dice::word(9000 + dice.roll(4)));
        (0..2).for_each(|n| file.push_str(&format!("{person}-{n},{name},{region},{person}\n")));
    }
    let (engine, _) = trained(&file);
    let leads = engine
        .matching_model()
        .blocking
        .iter()
        .any(|rule| rule.learned && rule.fields == ["beta"] && rule.and.is_empty());
    assert!(!leads, "more than a hundred records have a region");
    let region = engine.explain("0-0", "0-1", &Access::default()).unwrap();
    let region = region
        .reasons
        .iter()
        .find(|reason| reason.path.as_deref() == Some("beta"))
        .map(|reason| reason.weight);
    assert!(region.flatten() > Some(1_000), "{region:?}");
}

/// What the ranks of one file are called in the other.
const RANKS: [(&str, &str); 4] = [("a", "gold"), ("b", "silver"), ("c", "bronze"), ("d", "basic")];

/// Two files of the same customers, of which every tenth has another rank by now. Ranks are told alike, or by other words.
fn ranked(is_told_alike: bool) -> [String; 2] {
    let mut dice = Dice(13);
    let mut files = ["id,alpha,beta,delta\n", "id,alpha,beta,delta\n"].map(String::from);
    for person in 0..400 {
        let rank = dice.roll(4);
        let now = if dice.chance(10) { dice.roll(4) } else { rank };
        let name = format!("{},{}", Dice::word(dice.roll(2000)), Dice::word(5000 + dice.roll(400)));
        let [left, right] = [RANKS[rank as usize].0, RANKS[now as usize].1];
        let right = if is_told_alike { RANKS[now as usize].0 } else { right };
        for (file, rank) in files.iter_mut().zip([left, right]) {
            file.push_str(&format!("{person},{name},{rank}\n"));
        }
    }
    files
}

/// The levels of the rank, learned from two files.
fn levels_of_ranks(files: &[String; 2]) -> Vec<kehu::schema::ruleset::Level> {
    let options = Options { mode: Mode::Link, ..Options::default() };
    let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), options).unwrap();
    for (file, source) in files.iter().zip(["left", "right"]) {
        import(&mut engine, ImportOptions { id: Some("id".into()), ..records(source) }, file);
    }
    engine.train().unwrap();
    comparison(engine.matching_model(), "delta").levels.clone()
}

#[test]
fn what_two_sources_call_the_same_thing_is_learned() {
    let levels = levels_of_ranks(&ranked(false));
    let synonyms = levels.iter().find(|level| level.name == "synonyms").expect("a level of synonyms");
    let groups: BTreeSet<BTreeSet<&str>> =
        synonyms.tests[0].groups.iter().map(|g| g.iter().map(String::as_str).collect()).collect();
    assert_eq!(groups, RANKS.iter().map(|(left, right)| BTreeSet::from([*left, *right])).collect());
    let other = levels.last().unwrap();
    assert!(synonyms.m > 0.8 && synonyms.u < 0.4 && other.m < 0.2, "{synonyms:?} {other:?}");
    let alike = levels_of_ranks(&ranked(true));
    assert!(
        alike.iter().all(|level| level.name != "synonyms"),
        "where all say the same, nothing stands for anything"
    );
}

#[test]
fn numbers_count_whatever_stands_around_them() {
    let mut dice = Dice(19);
    let mut file = String::from("id,title,pages,issued,cluster\n");
    for number in 0..400 {
        let (title, first, year) = (Dice::word(dice.roll(300)), 100 + dice.roll(800), 1980 + dice.roll(20));
        let last = first + 12;
        file.push_str(&format!("{number}-0,{title},pp. {first}--{last},({year}),{number}\n"));
        let again = if dice.chance(50) { format!("{first}-{last}") } else { format!("pages {first}") };
        let month = ["January ", "April ", ""][dice.roll(3) as usize];
        file.push_str(&format!("{number}-1,{title},{again},{month}{year},{number}\n"));
    }
    let (engine, _) = trained(&file);
    let level = |name: &str, level: &str| {
        let found = comparison(engine.matching_model(), name).levels.iter().find(|l| l.name == level);
        found.unwrap_or_else(|| panic!("{name} has a level {level}")).clone()
    };
    let (whole, first) = (level("pages", "numbers"), level("pages", "first_number"));
    assert!(whole.m > 0.3 && first.m > 0.3 && whole.u.max(first.u) < 0.05, "{whole:?} {first:?}");
    assert!(level("issued", "numbers").m > 0.3 && level("issued", "different").m < 0.1);
    assert_quality(&engine, 0.95, 0.95);
}

#[test]
fn companies_of_one_full_name_are_one_although_their_telephones_differ() {
    let chars: Vec<char> =
        "云帆明辰海正华信远达博思嘉和德润金石瑞丰安康泰力新科东方宏图卓越天成智联".chars().collect();
    let mut dice = Dice(23);
    let mut file = String::from("id,公司,电话,cluster\n");
    for number in 0..300 {
        let brand: String = (0..3).map(|_| chars[dice.roll(chars.len() as u64) as usize]).collect();
        let city = ["杭州", "上海", "南京"][dice.roll(3) as usize];
        let phone = |dice: &mut Dice| format!("13{:09}", dice.roll(1_000_000_000));
        let first = phone(&mut dice);
        let second = if dice.chance(60) { phone(&mut dice) } else { first.clone() };
        for (record, phone) in [first, second].iter().enumerate() {
            file.push_str(&format!("{number}-{record},{city}{brand}科技有限公司,{phone},{number}\n"));
        }
    }
    let (engine, _) = trained(&file);
    assert_quality(&engine, 0.95, 0.95);
}

/// Three records of each company, whose contacts change.
fn accounts(tells_births: bool) -> String {
    let mut dice = Dice(29);
    let mut file = String::from("id,company,website,phone,first name,last name,dob,cluster\n");
    for number in 0..200 {
        let (name, phone) = (Dice::word(1 + number), 400_000_000 + dice.roll(90_000_000));
        let mut contact = String::new();
        for record in 0..3 {
            if record == 0 || dice.chance(60) {
                let [first, last] =
                    [(5000, 60), (6000, 300)].map(|(from, n)| Dice::word(from + dice.roll(n)));
                let born =
                    if tells_births { format!("19{}-03-05", 40 + dice.roll(50)) } else { String::new() };
                contact = format!("{first},{last},{born}");
            }
            let site = if dice.chance(70) { format!("www.{name}.com") } else { String::new() };
            let phone = if dice.chance(70) { format!("+49{phone}") } else { String::new() };
            file.push_str(&format!("{number}-{record},{name} GmbH,{site},{phone},{contact},{number}\n"));
        }
    }
    file
}

#[test]
fn a_company_may_have_contacts_of_several_names() {
    let (engine, _) = trained(&accounts(false));
    assert_quality(&engine, 0.95, 0.95);
    let has_first_names = |file: &str| {
        trained(file).0.matching_model().comparisons.iter().any(|comparison| comparison.name == "given_name")
    };
    assert_eq!([false, true].map(|births| has_first_names(&accounts(births))), [false, true]);
}

/// Households of two, of whom most are listed again, some after they moved or by their initial.
fn households() -> String {
    let mut dice = Dice(31);
    let mut file = String::from("id,first name,last name,city,postcode,cluster\n");
    for house in 0..400 {
        let last = Dice::word(2000 + dice.roll(400));
        for person in 0..2 {
            let mut home = [7000 + house % 12, 10_000 + 97 * (house / 2)];
            let first = Dice::word(8000 + 1000 * person + dice.roll(100));
            for record in 0..if dice.chance(60) { 2 } else { 1 } {
                if record == 1 && dice.chance(15) {
                    home = [7000 + dice.roll(12), 10_000 + dice.roll(25_000)];
                }
                let first = if record == 1 && dice.chance(10) { &first[..1] } else { &first };
                let [city, postcode] = [Dice::word(home[0]), home[1].to_string()];
                file.push_str(&format!(
                    "{house}-{person}-{record},{first},{last},{city},{postcode},{house}-{person}\n"
                ));
            }
        }
    }
    file
}

#[test]
fn those_who_share_a_name_and_a_home_are_not_one_for_that() {
    let (engine, _) = trained(&households());
    assert_quality(&engine, 0.9, 0.8);
}

#[test]
fn names_of_organisations_meet_by_their_rare_words() {
    let mut dice = Dice(17);
    let mut file = String::from("id,organization,beta,cluster\n");
    for number in 0..400 {
        let [one, two] = [0, 1].map(|place| Dice::word(1 + 2 * number + place));
        let trade = ["child care", "academy", "community center"][dice.roll(3) as usize];
        let street = Dice::word(5000 + dice.roll(900));
        let name = format!("{one} {two} {trade}");
        let other =
            if dice.chance(50) { name.clone() } else { format!("{two} {trade} site {one} {}", dice.roll(9)) };
        for (record, name) in [name, other].iter().enumerate() {
            file.push_str(&format!("{number}-{record},{name},{street},{number}\n"));
        }
    }
    let (engine, _) = trained(&file);
    let company = comparison(engine.matching_model(), "company");
    let shares = &company.words.as_ref().expect("how common words are is learned").common;
    assert!(shares["academy"] > 0.2, "{shares:?}");
    assert_quality(&engine, 0.95, 0.9);
}

#[test]
fn a_trained_engine_is_restored_as_it_was() {
    let (mut first, _) = trained(&file(300));
    let mut other = engine();
    other.replay(&first.take_journal().concat()).unwrap();
    assert_eq!(clusters(&other), clusters(&first));
    assert_eq!(other.matching_model(), first.matching_model());
    let restored = Engine::restore(&first.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(pairs(&restored), pairs(&first));
}

#[test]
fn an_abandoned_import_teaches_nothing() {
    let mut engine = engine();
    let before = engine.matching_model().clone();
    engine.begin_import(options()).unwrap();
    engine.push_import(file(100).as_bytes()).unwrap();
    engine.end_import().unwrap();
    while engine.step_import(1000).unwrap().stage == Stage::Training {}
    assert_ne!(*engine.matching_model(), before);
    engine.abort_import();
    assert_eq!(*engine.matching_model(), before);
}

#[test]
fn learning_goes_on_in_steps_and_leaves_no_trace_when_given_up() {
    let text = file(300);
    let (whole, report) = trained(&text);
    let mut engine = engine();
    let before = engine.matching_model().clone();
    for gives_up in [true, false] {
        engine.begin_import(options()).unwrap();
        engine.push_import(text.as_bytes()).unwrap();
        let mut progress = engine.end_import().unwrap();
        let (mut steps, mut last) = (0, 0);
        while progress.stage == Stage::Training && (steps < 20 || !gives_up) {
            assert!(progress.done >= last && progress.done < progress.total, "{progress:?}");
            (steps, last) = (steps + 1, progress.done);
            progress = engine.step_import(1000).unwrap();
        }
        assert!(steps > 15, "{steps}");
        if gives_up {
            engine.abort_import();
            assert_eq!((engine.matching_model(), engine.evaluate().is_err()), (&before, true));
        }
    }
    assert_eq!(engine.commit_import().unwrap().training, Some(report));
    assert_eq!(engine.matching_model(), whole.matching_model());
    assert_eq!(pairs(&engine), pairs(&whole));
}

#[test]
fn training_anew_adds_nothing_twice() {
    let (mut engine, _) = trained(&file(400));
    let names = |engine: &Engine| -> Vec<String> {
        engine.matching_model().comparisons.iter().map(|c| c.name.clone()).collect()
    };
    let before = (names(&engine), engine.matching_model().blocking.len());
    let outcome = engine.train().unwrap();
    assert_eq!(names(&engine), before.0);
    assert!(engine.matching_model().blocking.len() <= before.1 + 1);
    assert_eq!(outcome.customers, clusters(&engine).len());
}

#[test]
fn training_anew_in_steps_is_training_at_once_and_given_up_leaves_no_trace() {
    let (mut engine, _) = trained(&file(300));
    let (mut whole, _) = trained(&file(300));
    let state = |engine: &Engine| (engine.matching_model().clone(), engine.digest(), pairs(engine));
    let before = state(&engine);
    for stage in [Stage::Training, Stage::Indexing, Stage::Matching, Stage::Done] {
        engine.begin_training().unwrap();
        assert_eq!(engine.train().unwrap_err().code(), "engine/busy");
        while engine.step_import(50).unwrap().stage != stage {}
        engine.abort_import();
        assert_eq!(state(&engine), before, "{stage:?}");
    }
    engine.begin_training().unwrap();
    while engine.step_import(50).unwrap().stage != Stage::Done {}
    let report = engine.commit_import().unwrap();
    let outcome = whole.train().unwrap();
    assert_eq!(report.training, Some(outcome.training));
    assert_eq!((report.customers, report.matches), (outcome.customers, outcome.matches));
    assert_eq!(state(&engine), state(&whole));
}

#[test]
fn answers_move_the_prior() {
    let (mut engine, _) = trained(&file(300));
    engine.train().unwrap();
    let before = engine.matching_model().prior;
    let doubtful: Vec<(String, String)> = {
        let page = engine.duplicates(&kehu::engine::PairQuery { limit: 20, ..Default::default() }).unwrap();
        page.pairs.iter().map(|pair| (pair.left.clone(), pair.right.clone())).collect()
    };
    for (left, right) in &doubtful {
        engine.decide(left, right, Verdict::Distinct, "ann", "", NOW).unwrap();
    }
    engine.train().unwrap();
    assert!(
        engine.matching_model().prior < before,
        "{} is not below {before}",
        engine.matching_model().prior
    );
}

#[test]
fn a_pair_put_off_is_not_asked_about_again() {
    let mut engine = engine();
    let file = "id,company,phone\n1,杭州云帆科技有限公司,0571-88886666\n2,云帆科技,0571-88886667\n";
    import(&mut engine, records("crm"), file);
    let query = kehu::engine::PairQuery::default();
    let total = |engine: &Engine| engine.duplicates(&query).unwrap().total;
    assert_eq!(total(&engine), 1);
    let before = clusters(&engine);
    engine.decide("1", "2", Verdict::Defer, "ann", "ask the seller", NOW).unwrap();
    assert_eq!(total(&engine), 0);
    assert_eq!(clusters(&engine), before);
}

/// A column of sources often says how a customer was won, the same in both files.
#[test]
fn of_files_that_are_linked_each_is_one_source_whatever_its_records_name() {
    let company = ["杭州云帆科技有限公司", "深圳远望贸易有限公司"];
    let csv = |id: &str, name: &str| format!("id,来源,company\n{id},展会,{name}\n");
    let lines = |id: &str, name: &str| format!(r#"{{"id":"{id}","来源":"展会","company":"{name}"}}"#);
    for (format, file) in [(Format::Csv, &csv as &dyn Fn(&str, &str) -> String), (Format::Ndjson, &lines)] {
        let options = Options { mode: Mode::Link, ..Options::default() };
        let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), options).unwrap();
        for (source, id, name) in
            [("left", "a", company[0]), ("right", "b", company[0]), ("other", "a", company[1])]
        {
            let report = import(&mut engine, ImportOptions { format, ..records(source) }, &file(id, name));
            assert_eq!(report.repeated, 0, "{source}");
        }
        assert_eq!(clusters(&engine), [set(&["a", "b"]), set(&["a"])].into());
        let snapshot = engine.snapshot().unwrap();
        for bytes in [changes_only(&snapshot), snapshot] {
            assert_eq!(clusters(&Engine::restore(&bytes, options).unwrap()), clusters(&engine));
        }
    }
}

#[test]
fn a_source_that_knows_each_customer_once_is_linked_once() {
    let left = "id,company\na,杭州云帆科技有限公司\n";
    let right = "id,company\nb,杭州云帆科技有限公司\nc,杭州云帆科技有限公司\n";
    let linked = |links: Links| {
        let options = Options { mode: Mode::Link, links, ..Options::default() };
        let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), options).unwrap();
        import(&mut engine, records("left"), left);
        import(&mut engine, records("right"), right);
        clusters(&engine)
    };
    assert_eq!(linked(Links::OneToOne).len(), 2);
    assert_eq!(linked(Links::OneToMany), [set(&["a", "b", "c"])].into());
    assert_eq!(linked(Links::ManyToMany), [set(&["a", "b", "c"])].into());
}

#[test]
fn the_data_say_which_source_knows_a_customer_once() {
    let names = ["云帆", "明辰", "海正", "华信", "远达"];
    let file = |times: usize, twins: usize| {
        let rows = names.iter().enumerate().flat_map(|(n, name)| {
            let count = if n < twins { times } else { 1 };
            (0..count).map(move |i| format!("{n}-{i}-{times},杭州{name}科技有限公司\n"))
        });
        std::iter::once("id,company\n".to_owned()).chain(rows).collect::<String>()
    };
    let linked = |links: Links, left: &str, right: &str| {
        let options = Options { mode: Mode::Link, links, ..Options::default() };
        let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), options).unwrap();
        import(&mut engine, records("left"), left);
        import(&mut engine, records("right"), right);
        clusters(&engine)
    };
    let (once, twice, one_twice) = (file(1, 0), file(2, 5), file(2, 1));
    for (left, right, links) in [
        (&once, &twice, Links::OneToMany),
        (&twice, &once, Links::ManyToOne),
        (&once, &one_twice, Links::OneToOne),
        (&one_twice, &twice, Links::OneToMany),
    ] {
        assert_eq!(linked(Links::Auto, left, right), linked(links, left, right), "{links:?}");
    }
    assert_ne!(linked(Links::OneToOne, &once, &twice), linked(Links::OneToMany, &once, &twice));
}

#[test]
fn rules_decide_whatever_the_weights() {
    let rules = json!([
        {"name": "card", "verdict": "certain", "when": [{"fields": ["member_card"], "tests": [{"fn": "same"}]}]},
        {
            "name": "generations", "verdict": "never",
            "when": [
                {"fields": ["contact"], "tests": [{"fn": "same"}]},
                {"fields": ["remark"], "tests": [{"fn": "differs"}]}
            ]
        }
    ]);
    let mut document: Value = serde_json::from_str(&ruleset_with(json!({}))).unwrap();
    document["matching"]["rules"] = rules;
    let ruleset = Ruleset::from_json(&document.to_string()).unwrap();
    let mut engine = Engine::new(ruleset, Options::default()).unwrap();
    let file = "id,company,contact,mobile,member_card,remark\n\
        1,杭州云帆科技有限公司,王伟,13812345678,,senior\n\
        2,杭州云帆科技有限公司,王伟,13812345678,,junior\n\
        3,宁波海曙贸易有限公司,李娜,,C-1001,\n\
        4,,赵敏,,C-1001,\n";
    import(&mut engine, records("crm"), file);
    let together = |a: &str, b: &str| engine.explain(a, b, &Access::default()).map(|e| e.same_customer);
    assert_eq!((together("1", "2"), together("3", "4")), (Ok(false), Ok(true)));
    let why = engine.explain("1", "2", &Access::default()).unwrap();
    let sum: i32 = why.reasons.iter().filter_map(|reason| reason.weight).sum();
    assert_eq!((sum, why.weight), (-40 * 1024, -40 * 1024));
    assert!(why.reasons.iter().any(|reason| reason.path.as_deref() == Some("generations")));
}

#[test]
fn an_explanation_tells_by_which_rules_two_records_meet() {
    let mut engine = engine();
    let file =
        "id,company,phone\n1,杭州云帆科技有限公司,0571-88886666\n2,云帆科技,0571-88886666\n3,宁波贸易,\n";
    import(&mut engine, records("crm"), file);
    let rules = |a: &str, b: &str| engine.explain(a, b, &Access::default()).unwrap().blocking;
    assert!(rules("1", "2").contains(&"phone".to_owned()));
    assert_eq!(rules("1", "3"), Vec::<String>::new());
}

/// Training that learns nothing, of numbers as programs write them: sums of tenths have seventeen digits.
#[test]
fn figures_of_many_digits_survive_as_they_are() {
    let ruleset = ruleset_with(json!({
        "rules": [],
        "segments": [{
            "id": "s", "name": {"zh": "s", "en": "s"},
            "when": {"field": "city", "op": "in", "value": [0.123_456_789_012_345_67, 0.909_999_999_999_999_9]},
        }],
    }));
    let mut engine = Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap();
    import(
        &mut engine,
        records("crm"),
        "id,company,contact\n1,杭州云帆科技有限公司,张伟\n2,南京丰翔水务有限公司,李娜\n3,杭州云帆科技有限公司,王强\n",
    );
    let mut journal = engine.take_journal().concat();
    assert!(!engine.train().unwrap().training.learned);
    journal.extend(engine.take_journal().concat());
    let restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(restored.digest(), engine.digest(), "from a snapshot");
    let mut replayed = Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap();
    replayed.replay(&journal).unwrap();
    assert_eq!(replayed.digest(), engine.digest(), "from the journal");
}
