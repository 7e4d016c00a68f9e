// for _ in range(2):
//     try:
//         yield 1; break
//     except GeneratorExit:
//         log("bye"); raise
//     else:
//         log("else")
//
// Exit is no value, and only `finally!` sees it: a handler for it is a cleanup. What leaves the
// `catch!` and is not seen behind it is exit: so jumps end there, and go on behind it. A handler
// that ends without raising ends exit as well: the `break`.

#[async_generator(send = i64, throws = Exc)]
async fn body() -> i64 {
    start();
    'loop6: for _ in 0..2 {
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
            let mut jump5 = "";
            match catch! {
                'guarded4: for _ in 0..1 {
                    yield_!(1);
                    jump5 = "break";
                    break 'guarded4;
                    jump5 = "";
                }
            } {
                Ok(()) => {
                    leaving2 = None;
                    if jump5 == "break" {
                        break 'loop6;
                    }
                    log("else");
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
