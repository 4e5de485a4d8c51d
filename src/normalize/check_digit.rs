//! Check characters of the codes that name companies, people and accounts.
//!
//! Each function computes or tests one published scheme and answers `None` or `false` for text that the scheme does
//! not cover, so callers need no validation first.

/// The alphabet of GB 32100-2015: digits and capital letters without I, O, S, V and Z.
const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The check character of a unified social credit code from its first 17 characters.
///
/// GB 32100-2015: weights are the powers of 3 modulo 31, the check character completes the sum to a multiple of 31.
///
/// ```
/// use kehu::normalize::check_digit::uscc;
/// assert_eq!(uscc("91350100M000100Y4"), Some('3'));
/// assert_eq!(uscc("9135"), None);
/// ```
pub fn uscc(body: &str) -> Option<char> {
    let (mut sum, mut weight, mut count) = (0, 1, 0);
    for c in body.chars() {
        sum += USCC_ALPHABET.find(c)? * weight;
        weight = weight * 3 % 31;
        count += 1;
    }
    let check = (31 - sum % 31) % 31;
    (count == 17).then(|| USCC_ALPHABET.chars().nth(check)).flatten()
}

/// Whether a text is a unified social credit code with its check character.
///
/// ```
/// use kehu::normalize::check_digit::is_uscc;
/// assert!(is_uscc("91350100M000100Y43") && !is_uscc("91350100M000100Y44"));
/// ```
pub fn is_uscc(text: &str) -> bool {
    text.len() == 18 && text.get(..17).and_then(uscc).is_some_and(|check| text.ends_with(check))
}

/// The check character of an organisation code from its first 8 characters (GB 11714-1997).
///
/// ```
/// use kehu::normalize::check_digit::organisation;
/// assert_eq!(organisation("59467239"), Some('9'));
/// assert_eq!(organisation("M000100Y"), Some('4'));
/// ```
pub fn organisation(body: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.chars().map(|c| c.to_digit(36).filter(|_| !c.is_ascii_lowercase()));
    let sum = weighted_sum(digits, &WEIGHTS)?;
    char_mod_11((11 - sum % 11) % 11)
}

/// The check character of a resident identity number from its first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).
///
/// ```
/// use kehu::normalize::check_digit::resident_id;
/// assert_eq!(resident_id("11010519491231002"), Some('X'));
/// ```
pub fn resident_id(body: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum = weighted_sum(body.chars().map(|c| c.to_digit(10)), &WEIGHTS)?;
    char_mod_11((12 - sum % 11) % 11)
}

/// The sum of digits times weights; `None` when a digit is missing, wrong or left over.
fn weighted_sum(mut digits: impl Iterator<Item = Option<u32>>, weights: &[u32]) -> Option<u32> {
    let mut sum = 0;
    for weight in weights {
        sum += digits.next()?? * weight;
    }
    digits.next().is_none().then_some(sum)
}

fn char_mod_11(check: u32) -> Option<char> {
    if check == 10 { Some('X') } else { char::from_digit(check, 10) }
}

/// Whether a 15-digit company registration number ends in its check digit (GS 15-2006, ISO 7064 MOD 11,10).
///
/// ```
/// use kehu::normalize::check_digit::is_registration_number;
/// assert!(is_registration_number("110108000000016"));
/// assert!(!is_registration_number("110108000000017"));
/// ```
pub fn is_registration_number(number: &str) -> bool {
    if number.chars().count() != 15 {
        return false;
    }
    let mut product = 10;
    let mut last = 0;
    for c in number.chars() {
        let Some(digit) = c.to_digit(10) else { return false };
        last = (product + digit) % 10;
        let sum = if last == 0 { 10 } else { last };
        product = sum * 2 % 11;
    }
    last == 1
}

/// Whether a card number passes the Luhn test (ISO/IEC 7812-1, annex B).
///
/// ```
/// use kehu::normalize::check_digit::is_luhn;
/// assert!(is_luhn("4111111111111111"));
/// assert!(!is_luhn("4111111111111112"));
/// ```
pub fn is_luhn(number: &str) -> bool {
    let mut sum = 0;
    for (i, c) in number.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else { return false };
        let weighted = if i % 2 == 1 { digit * 2 } else { digit };
        sum = (sum + weighted / 10 + weighted % 10) % 10;
    }
    !number.is_empty() && sum == 0
}

/// Whether an international bank account number has the remainder 1 modulo 97 (ISO 13616, ISO 7064 MOD 97-10).
///
/// ```
/// use kehu::normalize::check_digit::is_iban;
/// assert!(is_iban("GB82WEST12345698765432"));
/// assert!(!is_iban("GB82WEST12345698765431"));
/// ```
pub fn is_iban(number: &str) -> bool {
    let (Some(head), Some(tail)) = (number.get(..4), number.get(4..)) else { return false };
    let mut remainder = 0;
    for c in tail.chars().chain(head.chars()) {
        let Some(digit) = c.to_digit(36) else { return false };
        let shift = if digit < 10 { 10 } else { 100 };
        remainder = (remainder * shift + digit) % 97;
    }
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_never_passes() {
        let id = "11010519491231002";
        for (i, c) in id.char_indices() {
            for other in ('0'..='9').filter(|&d| d != c) {
                let mut wrong = id.to_owned();
                wrong.replace_range(i..=i, &other.to_string());
                assert_ne!(resident_id(&wrong), Some('X'), "{wrong}");
            }
        }
    }

    #[test]
    fn text_outside_a_scheme_has_no_check() {
        assert_eq!(uscc("91350100O000100Y4"), None);
        assert_eq!(organisation("m000100Y"), None);
        assert_eq!(resident_id("1101051949123100"), None);
        assert!(!is_registration_number("11010800000001Ａ"));
        assert!(!is_luhn("") && !is_iban("") && !is_iban("GB８2"));
    }
}
