// No attack: the check of `tests/hygiene.rs` fails where a token is not the user's own.
use hostile::check_function;

macro_rules! with_a_token_of_its_own {
    ($name:ident) => {
        #[check_function(probe)]
        fn $name() {}
    };
}

with_a_token_of_its_own!(function);

fn main() {}
