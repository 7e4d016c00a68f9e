// for _ in range(2):
//     try:
//         yield 1
//     except E1:
//         try:
//             yield 2; break
//         finally:
//             log("fin"); raise
//
// The last `raise` raises what the `finally` runs for: an exception thrown at `yield 2`, or exit;
// and on the way of the `break`, the E1 that is being handled. `finally!` does not know what it
// runs for, so the translation finds out.

#[async_generator(send = i64, throws = Exc)]
async fn body() -> i64 {
    start();
    for _ in 0..2 {
        match catch! {
            yield_!(1);
        } {
            Ok(()) => {}
            Err(e1) if e1.is(&[E1]) => {
                caught(&e1);
                {
                    let mut leaving2 = Some(Exc::new(Exit, ""));
                    finally! {
                        let exits4 = leaving2.as_ref().is_some_and(|leaving| leaving.is(&[Exit]));
                        let handled3 = leaving2.unwrap_or(e1.clone());
                        match catch! {
                            log("fin");
                            reraise(&handled3)?;
                        } {
                            Err(exit) if exits4 && exit.is(&[Exit]) => {}
                            done => done?,
                        }
                    }
                    let mut jump6 = "";
                    match catch! {
                        'guarded5: for _ in 0..1 {
                            yield_!(2);
                            jump6 = "break";
                            break 'guarded5;
                            jump6 = "";
                        }
                    } {
                        Ok(()) => {
                            leaving2 = None;
                            if jump6 == "break" {
                                break;
                            }
                        }
                        Err(raised) => {
                            leaving2 = Some(raised.clone());
                            Err(raised)?;
                        }
                    }
                }
            }
            Err(other) => Err(other)?,
        }
    }
}
