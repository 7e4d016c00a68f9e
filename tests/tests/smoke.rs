//! A smoke test while the core is being written.
#![allow(missing_docs)]
use asyncgen::{AsyncGenerator, AsyncGeneratorExt, CloseError, GeneratorState, async_generator};
use futures::StreamExt;
use std::pin::pin;

async fn tick() {
    tokio::task::yield_now().await
}

#[async_generator]
async fn countdown(from: u32) -> u32 {
    for n in (1..=from).rev() {
        tick().await;
        yield_!(n);
    }
}

#[async_generator(throws = std::num::ParseIntError)]
async fn parse(text: &str) -> i64 {
    for word in text.split(' ') {
        yield_!(word.parse()?);
    }
}

#[async_generator(send = f64, throws = String)]
async fn averager() -> f64 {
    let (mut sum, mut n) = (0.0, 0.0);
    loop {
        let got = catch! { yield_!(if n == 0.0 { 0.0 } else { sum / n }) };
        match got {
            Ok(Some(x)) => {
                sum += x;
                n += 1.0;
            }
            Ok(None) => {}
            Err(e) if e == "reset" => {
                sum = 0.0;
                n = 0.0;
            }
            Err(e) => Err(e)?,
        }
    }
}

#[async_generator]
async fn cleanup(log: &std::sync::Mutex<Vec<String>>) -> u32 {
    let say = |s: &str| log.lock().unwrap().push(s.into());
    'outer: for i in 0..3 {
        finally! { tick().await; say("cleanup"); }
        loop {
            yield_!(i);
            if i == 1 {
                continue 'outer;
            }
            if i == 2 {
                return;
            }
            break;
        }
        say("end");
    }
}

#[async_generator]
async fn outer(n: u32) -> String {
    #[for_await]
    for x in countdown(n) {
        if x == 2 {
            continue;
        }
        yield_!(format!("{x}"));
        println!("{:?}", yield_!("in println".to_string()));
    }
    macro_rules! emit {
        ($e:expr) => {
            yield_!($e)
        };
    }
    emit!("x".to_string());
    tokio::select! {
        _ = std::future::pending::<()>() => return,
        _ = tick() => { yield_!("select".into()); }
    }
}

#[tokio::test]
async fn works() {
    assert_eq!(countdown(3).collect::<Vec<_>>().await, [3, 2, 1]);
    let all = parse("1 2 x 3").map(|r| r.ok()).collect::<Vec<_>>().await;
    assert_eq!(all, [Some(1), Some(2), None]);
    let mut g = pin!(averager());
    assert_eq!(g.state(), GeneratorState::Created);
    assert!(g.send(1.0).await.is_err());
    assert_eq!(g.next().await, Some(Ok(0.0)));
    assert_eq!(g.send(10.0).await.unwrap(), Some(Ok(10.0)));
    assert_eq!(g.send(20.0).await.unwrap(), Some(Ok(15.0)));
    assert_eq!(g.throw("reset".into()).await.unwrap(), Some(Ok(0.0)));
    assert_eq!(g.throw("no".into()).await.unwrap(), Some(Err("no".into())));
    assert_eq!(g.next().await, None);
    let log = Default::default();
    assert_eq!(cleanup(&log).collect::<Vec<_>>().await, [0, 1, 2]);
    assert_eq!(log.lock().unwrap().join(" "), "end cleanup cleanup cleanup");
    let log = Default::default();
    let mut g = Box::pin(cleanup(&log));
    g.next().await;
    g.close().await.unwrap();
    assert_eq!(log.lock().unwrap().join(" "), "cleanup");
    assert_eq!(outer(3).collect::<Vec<_>>().await, ["3", "in println", "1", "in println", "x", "select"]);
    let _ = |e: CloseError<(), ()>| e;
    fn is_gen<G: AsyncGenerator<Item = u32> + Send + std::fmt::Debug>(_: G) {}
    is_gen(countdown(3));
}
