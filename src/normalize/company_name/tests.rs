use super::*;

fn normalized(input: &str) -> Normalized {
    normalize(input, &Context::default())
}
