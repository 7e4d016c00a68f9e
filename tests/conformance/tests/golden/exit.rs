// for _ in range(2):
//     try:
//         yield 1; break
//     except E1:
//         continue
//     except GeneratorExit:
//         log("bye"); raise
//     else:
//         log("else")
//
// Exit is no value, and only `finally!` sees it: a handler for it is a cleanup. What the `catch!`
// in it does not see is exit, so jumps are raised on their way to it. A handler that ends without
// raising ends exit as well: the `break`.

#[async_generator(send = i64, throws = Exc)]
async fn body() -> i64 {
    start();
    'loop4: for _ in 0..2 {
        'caught1: for _ in 0..1 {
            let mut leaving2 = Some(Exc::new(Exit, ""));
            finally! {
                if let Some(e3) = leaving2 {
                    caught(&e3);
                    match catch! {
                        log("bye");
                        reraise(&e3)?;
                    } {
                        Ok(()) => break 'caught1,
                        Err(exit) if exit.is(&[Exit]) => {}
                        raised => raised?,
                    }
                }
            }
            match catch! {
                yield_!(1);
                raise(Break, "")?;
            } {
                Ok(()) => {
                    leaving2 = None;
                    log("else");
                }
                Err(jump) if jump.is(&[Break]) => {
                    leaving2 = None;
                    break 'loop4;
                }
                Err(e5) if e5.is(&[E1]) => {
                    leaving2 = None;
                    caught(&e5);
                    continue 'loop4;
                }
                Err(e7) if e7.is(&[Exit]) => {
                    leaving2 = None;
                    caught(&e7);
                    log("bye");
                    reraise(&e7)?;
                }
                Err(raised) => {
                    leaving2 = None;
                    Err(raised)?;
                }
            }
        }
    }
}
