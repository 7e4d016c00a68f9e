//! `CloseError` as an error: what `?` makes of it, in every function that people write.

use std::error::Error;
use std::pin::pin;
use std::rc::Rc;

use asyncgen::{AsyncGenerator, AsyncGeneratorExt, CloseError, CloseErrorKind, async_generator};
use asyncgen_tests::{drain, run};
use futures::StreamExt;

type BoxError = Box<dyn Error + Send + Sync>;

/// An error with a source, as people define them.
#[derive(Debug)]
enum AppError {
    Number(std::num::ParseIntError),
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("bad input")
    }
}

impl Error for AppError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let AppError::Number(error) = self;
        Some(error)
    }
}

impl From<std::num::ParseIntError> for AppError {
    fn from(error: std::num::ParseIntError) -> Self {
        AppError::Number(error)
    }
}

/// A generator that raises `$error` in its cleanup, at its first yield.
macro_rules! raising {
    ($throws:ty, $error:expr, $item:expr) => {{
        #[async_generator(throws = $throws)]
        async fn body<T>(item: T) -> T {
            finally! {
                let failed: Result<(), $throws> = Err($error);
                failed?;
            }
            yield_!(item);
        }
        let mut g = Box::pin(body($item));
        assert!(matches!(run(g.next()), Some(Ok(_))));
        g
    }};
}

fn parse() -> std::num::ParseIntError {
    "x".parse::<u32>().unwrap_err()
}

const RAISED: &str = "the async generator raised an error while it was being closed";

#[test]
fn every_raised_error_converts_into_every_result() {
    async fn into_anyhow() -> anyhow::Result<()> {
        raising!(anyhow::Error, anyhow::anyhow!("raised"), 1).close().await?;
        raising!(BoxError, "raised".into(), 1).close().await?;
        raising!(AppError, parse().into(), 1).close().await?;
        raising!(String, "raised".to_owned(), 1).close().await?;
        Ok(())
    }
    async fn into_box() -> Result<(), BoxError> {
        raising!(anyhow::Error, anyhow::anyhow!("raised"), 1).close().await?;
        raising!(BoxError, "raised".into(), 1).close().await?;
        raising!(AppError, parse().into(), 1).close().await?;
        raising!(&'static str, "raised", 1).close().await?;
        Ok(())
    }
    async fn into_local_box() -> Result<(), Box<dyn Error>> {
        raising!(Box<dyn Error>, "raised".into(), Rc::new(1)).close().await?;
        Ok(())
    }
    assert_eq!(run(into_anyhow()).unwrap_err().to_string(), format!("{RAISED}: raised"));
    assert_eq!(run(into_box()).unwrap_err().to_string(), format!("{RAISED}: raised"));
    assert_eq!(run(into_local_box()).unwrap_err().to_string(), format!("{RAISED}: raised"));
}

#[test]
fn generators_raise_it_in_turn() {
    #[async_generator(throws = anyhow::Error)]
    async fn outer() -> u32 {
        let mut inner = raising!(anyhow::Error, anyhow::anyhow!("raised"), 1_u32);
        inner.close().await?;
        yield_!(1);
    }
    let items = drain(outer());
    let [Err(error)] = &items[..] else { panic!("{items:?}") };
    assert!(error.is::<CloseError<anyhow::Result<u32>, anyhow::Error>>(), "{error:?}");
}

/// A closed generator, for its type.
fn closed<G: AsyncGenerator + Unpin>(mut g: G) -> G
where
    G::Thrown: std::fmt::Debug,
{
    assert!(run(g.close()).is_err());
    g
}

#[test]
fn without_the_item_it_is_returned_where_an_item_borrows_or_cannot_be_sent() {
    async fn borrows(text: &str) -> anyhow::Result<()> {
        let mut g = closed(raising!(anyhow::Error, anyhow::anyhow!("raised"), text));
        g.close().await.map_err(CloseError::without_item)?;
        raising!(AppError, parse().into(), text).close().await.map_err(CloseError::without_item)?;
        Ok(())
    }
    async fn stays() -> Result<(), BoxError> {
        raising!(BoxError, "raised".into(), Rc::new(1))
            .close()
            .await
            .map_err(CloseError::without_item)?;
        Ok(())
    }
    let error = run(borrows(&String::from("text"))).unwrap_err();
    assert!(error.is::<CloseError<(), AppError>>(), "{error:?}");
    assert_eq!(run(stays()).unwrap_err().to_string(), format!("{RAISED}: raised"));
}

/// `into_raised` gives the error itself: its type, its sources, and every `From` of it.
#[test]
fn the_raised_error_keeps_its_sources() {
    async fn same() -> Result<(), AppError> {
        raising!(AppError, parse().into(), "").close().await.or_else(CloseError::into_raised)?;
        Ok(())
    }
    async fn by_from() -> Result<(), AppError> {
        raising!(std::num::ParseIntError, parse(), "")
            .close()
            .await
            .or_else(CloseError::into_raised)?;
        Ok(())
    }
    async fn erased() -> anyhow::Result<()> {
        raising!(anyhow::Error, AppError::Number(parse()).into(), "")
            .close()
            .await
            .or_else(CloseError::into_raised)?;
        Ok(())
    }
    let source = "invalid digit found in string";
    let errors: [BoxError; 3] = [
        run(same()).unwrap_err().into(),
        run(by_from()).unwrap_err().into(),
        run(erased()).unwrap_err().into(),
    ];
    for error in errors {
        assert_eq!(error.to_string(), "bad input");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some(source));
    }
}

#[test]
fn an_ignored_exit_is_an_error_unless_one_asks_for_the_raised_error_only() {
    #[async_generator(throws = AppError)]
    async fn ignores(text: &str) -> &str {
        finally! {
            yield_!(text);
        }
        yield_!("first");
    }
    let text = String::from("text");
    let mut g = pin!(ignores(&text));
    assert!(matches!(run(g.next()), Some(Ok("first"))));
    let error = run(g.close()).expect_err("it yields in its cleanup");
    assert_eq!(
        error.to_string(),
        "the async generator ignored exit: it yielded while it was being closed"
    );
    assert_eq!(format!("{error:?}"), "IgnoredExit(..)");
    let error = error.without_item();
    assert_eq!(error.kind(), CloseErrorKind::IgnoredExit);
    assert!(error.source().is_none());
    assert!(matches!(error.into_raised(), Ok(())));
}

/// There is no `source` to show them.
#[test]
fn the_message_shows_the_raised_error_and_the_sources_that_it_shows_itself() {
    let error = anyhow::Error::from(parse()).context("outer");
    let error = CloseError::<(), _>::Raised(error);
    assert_eq!(error.to_string(), format!("{RAISED}: outer: invalid digit found in string"));
    assert!(error.source().is_none());
    let error = CloseError::<(), _>::Raised(parse());
    assert_eq!(error.to_string(), format!("{RAISED}: invalid digit found in string"));
    assert_eq!(format!("{error:?}"), "Raised(ParseIntError { kind: InvalidDigit })");
}
