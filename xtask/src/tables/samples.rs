//! Data of the literature that models are tested on.

use super::output::Sample;
use super::packages::{Package, Registry, python};

/// It carries the CDNOW sample of Fader and Hardie.
const LIFETIMES: Package = Package {
    registry: Registry::PyPi,
    name: "Lifetimes",
    version: "0.11.3",
    licence: "MIT",
    date: "2020-07-06",
};

/// One line a customer, times in weeks: repeat purchases until 1997-09-30, first to last of them, first until then, their
/// mean value, and purchases in the 39 weeks after.
const SUMMARY: &str = r#"
import sys
from collections import defaultdict
from datetime import date
end = date(1997, 9, 30)
days = defaultdict(lambda: defaultdict(float))
for line in open(sys.argv[1] + '/lifetimes/datasets/CDNOW_sample.txt'):
    _, customer, day, _, dollars = line.split()
    days[int(customer)][date(int(day[:4]), int(day[4:6]), int(day[6:]))] += float(dollars)
for customer in sorted(days):
    known = sorted(day for day in days[customer] if day <= end)
    values = [days[customer][day] for day in known[1:]]
    weeks = lambda a, b: (b - a).days / 7
    mean = sum(values) / len(values) if values else 0
    later = sum(1 for day in days[customer] if day > end)
    print('%d,%.4f,%.4f,%.4f,%d' % (len(values), weeks(known[0], known[-1]), weeks(known[0], end), mean, later))
"#;

/// It carries the irises of Fisher (1936).
const SCIKIT_LEARN: Package = Package {
    registry: Registry::PyPi,
    name: "scikit-learn",
    version: "1.9.1",
    licence: "BSD-3-Clause",
    date: "2026-09-10",
};

/// It carries the students of Spector and Mazzeo (1980).
const STATSMODELS: Package = Package {
    registry: Registry::PyPi,
    name: "statsmodels",
    version: "0.15.0",
    licence: "BSD-3-Clause",
    date: "2026-08-27",
};

/// All lines but the first, with commas between their parts.
fn table(text: &str) -> String {
    let lines = text.lines().skip(1).map(|line| line.split([' ', ',']).collect::<Vec<_>>().join(","));
    lines.map(|line| line + "\n").collect()
}

pub fn files() -> [Sample; 3] {
    [
        Sample {
            name: "cdnow",
            source: LIFETIMES.citation(),
            columns: "repeats,recency,age,mean,later",
            build: || python(SUMMARY, &[&LIFETIMES.folder()?.to_string_lossy()]),
        },
        Sample {
            name: "iris",
            source: SCIKIT_LEARN.citation(),
            columns: "sepal_length,sepal_width,petal_length,petal_width,species",
            build: || Ok(table(&SCIKIT_LEARN.read("sklearn/datasets/data/iris.csv")?)),
        },
        Sample {
            name: "spector",
            source: STATSMODELS.citation(),
            columns: "student,gpa,tuce,psi,grade",
            build: || Ok(table(&STATSMODELS.read("statsmodels/datasets/spector/spector.csv")?)),
        },
    ]
}
