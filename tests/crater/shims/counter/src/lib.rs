//! Writes down where the macros are called, and passes their tokens on.
//!
//! A line of `$CRATER_SITES/CRATE` is the place of a site: file, line, column.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use proc_macro::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

#[proc_macro]
pub fn stream(input: TokenStream) -> TokenStream {
    pass_on("stream", input)
}

#[proc_macro]
pub fn try_stream(input: TokenStream) -> TokenStream {
    pass_on("try_stream", input)
}

/// Input: `($crate) body`. Output: `$crate::asyncgen::stream! { body }`.
fn pass_on(name: &str, input: TokenStream) -> TokenStream {
    let mut input = input.into_iter().peekable();
    let Some(TokenTree::Group(path)) = input.next() else { panic!("the path of the crate") };
    // The call itself is in our `macro_rules!`; what is in its braces is in the user's file.
    write_down(name, input.peek().map_or_else(Span::call_site, TokenTree::span));
    let mut output: Vec<TokenTree> = path.stream().into_iter().collect();
    for part in ["asyncgen", name] {
        output.push(Punct::new(':', Spacing::Joint).into());
        output.push(Punct::new(':', Spacing::Alone).into());
        output.push(Ident::new(part, Span::mixed_site()).into());
    }
    output.push(Punct::new('!', Spacing::Alone).into());
    output.push(Group::new(Delimiter::Brace, input.collect()).into());
    output.into_iter().collect()
}

fn write_down(name: &str, span: Span) {
    let folder = std::env::var("CRATER_SITES").expect("the folder of the counts");
    let package = std::env::var("CARGO_PKG_NAME").expect("cargo sets it");
    let site = format!("{name} {} {}:{}\n", span.file(), span.line(), span.column());
    fs::create_dir_all(&folder).expect("can make the folder");
    let file = Path::new(&folder).join(package);
    let mut file = OpenOptions::new().create(true).append(true).open(file).expect("can open");
    // One call, so that two compilers at once do not mix their lines.
    file.write_all(site.as_bytes()).expect("can write");
}
