//! A generator in a task of embassy, on its executor and its timers: here those for a host.
use asyncgen::async_generator;
use embassy_executor::Spawner;
use embassy_futures::join::join;
use embassy_time::{Duration, Timer};
use futures::StreamExt;
use std::pin::pin;

struct Sensor(u16);

impl Sensor {
    async fn read(&mut self) -> u16 {
        Timer::after(Duration::from_millis(1)).await;
        self.0 += 1;
        self.0
    }
}

/// A value each period.
#[async_generator]
async fn values(mut sensor: Sensor, period: Duration) -> u16 {
    loop {
        let (value, ()) = join(sensor.read(), Timer::after(period)).await;
        yield_!(value);
    }
}

async fn watch(sensor: Sensor) {
    let mut values = pin!(values(sensor, Duration::from_millis(100)).take(3));
    while let Some(value) = values.next().await {
        println!("{value}");
    }
}

#[embassy_executor::main]
async fn main(_spawner: Spawner) {
    watch(Sensor(40)).await;
    std::process::exit(0); // embassy's executor never ends.
}
