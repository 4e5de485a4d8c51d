//! Models of buying against what was published of the CDNOW sample, and against what its customers did afterwards.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use kehu::predict::{BgNbd, GammaGamma, History, ParetoNbd, Spending};
use proptest::prelude::*;

const CDNOW: &str = include_str!("cases/purchases/cdnow.csv");

struct Customer {
    history: History,
    spending: Spending,
    later: f64,
}

fn customers() -> Vec<Customer> {
    let lines = CDNOW.lines().filter(|line| !line.starts_with('#')).skip(1);
    let customer = |line: &str| {
        let values: Vec<f64> = line.split(',').map(|text| text.parse().unwrap()).collect();
        let [repeats, recency, age, mean, later] = values[..] else { panic!("{line}") };
        Customer {
            history: History { repeats, recency, age },
            spending: Spending { purchases: repeats, mean },
            later,
        }
    };
    lines.map(customer).collect()
}

fn histories() -> Vec<History> {
    customers().into_iter().map(|customer| customer.history).collect()
}

fn assert_near(name: &str, actual: f64, published: f64, share: f64) {
    assert!((actual / published - 1.0).abs() <= share, "{name}: {actual}, published {published}");
}

/// Fader, Hardie and Lee, "Counting Your Customers the Easy Way", Marketing Science 24 (2005), table 2.
#[test]
fn bg_nbd_is_fitted_as_published() {
    let fit = BgNbd::fit(&histories()).unwrap();
    let BgNbd { r, alpha, a, b } = fit.model;
    assert!(fit.converged);
    for (name, actual, published) in
        [("r", r, 0.243), ("alpha", alpha, 4.414), ("a", a, 0.793), ("b", b, 2.426)]
    {
        assert_near(name, actual, published, 0.01);
    }
    assert_near("log-likelihood", fit.log_likelihood, -9582.4, 1e-5);
}

/// The same table.
#[test]
fn pareto_nbd_is_fitted_as_published() {
    let fit = ParetoNbd::fit(&histories()).unwrap();
    let ParetoNbd { r, alpha, s, beta } = fit.model;
    assert!(fit.converged);
    for (name, actual, published) in
        [("r", r, 0.553), ("alpha", alpha, 10.578), ("s", s, 0.606), ("beta", beta, 11.669)]
    {
        assert_near(name, actual, published, 0.01);
    }
    assert_near("log-likelihood", fit.log_likelihood, -9595.0, 1e-5);
}

/// Fader and Hardie, "The Gamma-Gamma Model of Monetary Value" (note of 2013).
#[test]
fn gamma_gamma_is_fitted_as_published() {
    let spendings: Vec<Spending> = customers().iter().map(|customer| customer.spending).collect();
    assert_eq!(spendings.iter().filter(|s| s.purchases > 0.0).count(), 946);
    let fit = GammaGamma::fit(&spendings).unwrap();
    let GammaGamma { p, q, gamma } = fit.model;
    assert!(fit.converged);
    for (name, actual, published) in [("p", p, 6.25), ("q", q, 3.74), ("gamma", gamma, 15.44)] {
        assert_near(name, actual, published, 0.01);
    }
}

/// Fader, Hardie and Lee, "Implementing the BG/NBD Model" (note of 2008): a customer of two repeat purchases.
#[test]
fn what_one_customer_will_do_is_as_published() {
    let model = BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    let customer = History { repeats: 2.0, recency: 30.43, age: 38.86 };
    assert_near("expected in 39 weeks", model.expected(&customer, 39.0), 1.226, 0.001);
}

/// Nobody fitted these 39 weeks. Both models foretell somewhat too little of them, so all repeat purchases in 78 weeks come
/// out a few per cent below what happened.
#[test]
fn the_weeks_after_come_out_as_foretold() {
    let all = customers();
    let before: f64 = all.iter().map(|c| c.history.repeats).sum();
    let (later, again): (f64, f64) =
        (all.iter().map(|c| c.later).sum(), all.iter().filter(|c| c.later > 0.0).count() as f64);
    let bg = BgNbd::fit(&histories()).unwrap().model;
    let pareto = ParetoNbd::fit(&histories()).unwrap().model;
    let sum = |of: &dyn Fn(&History) -> f64| all.iter().map(|c| of(&c.history)).sum::<f64>();
    assert_near("BG/NBD", before + sum(&|h| bg.expected(h, 39.0)), before + later, 0.06);
    assert_near("Pareto/NBD", before + sum(&|h| pareto.expected(h, 39.0)), before + later, 0.06);
    assert_near("who buys again", sum(&|h| bg.buys(h, 39.0)), again, 0.1);
}

#[test]
fn too_little_is_said_to_be_too_little() {
    let once = History { repeats: 0.0, recency: 0.0, age: 10.0 };
    assert!(BgNbd::fit(&[once; 5]).is_none() && ParetoNbd::fit(&[]).is_none());
    assert!(GammaGamma::fit(&[Spending { purchases: 0.0, mean: 0.0 }]).is_none());
}

fn history() -> impl Strategy<Value = History> {
    (0_u32..200, 0.0_f64..1.0, 0.0_f64..1000.0).prop_map(|(repeats, share, age)| History {
        repeats: repeats.into(),
        recency: if repeats == 0 { 0.0 } else { age * share },
        age,
    })
}

proptest! {
    #[test]
    fn answers_are_probabilities_and_grow_with_time(
        history in history(),
        (r, alpha, a, b) in (0.05_f64..5.0, 0.1_f64..50.0, 0.05_f64..5.0, 0.05_f64..5.0),
        time in 0.1_f64..500.0,
    ) {
        let model = BgNbd { r, alpha, a, b };
        let (alive, buys) = (model.alive(&history), model.buys(&history, time));
        prop_assert!((0.0..=1.0).contains(&alive) && (0.0..=alive).contains(&buys), "{alive} {buys}");
        prop_assert!(model.buys(&history, time * 2.0) >= buys);
        let pareto = ParetoNbd { r, alpha, s: a, beta: b * 10.0 };
        let alive = pareto.alive(&history);
        prop_assert!((0.0..=1.0).contains(&alive), "{alive}");
    }
}
