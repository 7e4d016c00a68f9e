// No attack: the check of `tests/hygiene.rs` fails where a token is not the user's own.
use hostile::check;

macro_rules! with_a_token_of_its_own {
    ($probe:ident) => {
        check!($probe => drop(1))
    };
}

fn main() {
    let probe = ();
    with_a_token_of_its_own!(probe);
}
