// try:
//     recv((yield 1)); await pending(2)
// except (E1, E2):
//     yield 2; raise
// except Exception:
//     raise E2("new")
// else:
//     log("else")
// finally:
//     await ready; log("fin")
// return
//
// `else` stands in the arm of `Ok`: outside of `catch!`, so that no handler guards it. What no arm
// takes is raised on.

#[async_generator(send = i64, throws = Exc)]
async fn body() -> i64 {
    start();
    {
        finally! {
            ready().await;
            log("fin");
        }
        match catch! {
            recv(yield_!(1));
            pending(2).await;
        } {
            Ok(()) => {
                log("else");
            }
            Err(e1) if e1.is(&[E1, E2]) => {
                caught(&e1);
                yield_!(2);
                reraise(&e1)?;
            }
            Err(e2) if e2.is(&[Exception]) => {
                caught(&e2);
                raise(E2, "new")?;
            }
            Err(other) => Err(other)?,
        }
    }
    return;
}
