//! The generator, and the HTTP client from which it gets one page after the other.

use std::net::IpAddr;
use std::time::Duration;

use asyncgen::async_generator;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use tokio::time::sleep;

/// Yields all records of the API. Requests a page when the consumer asks for its first record.
#[async_generator(throws = FetchError)]
pub(crate) async fn records<T: DeserializeOwned>(api: &Api) -> T {
    let mut next_page = Some(1);
    while let Some(number) = next_page {
        let page = api.page_with_retries(number).await?;
        for record in page.records {
            yield_!(record);
        }
        next_page = page.next_page;
    }
}

/// The response to `GET url?page=1&per_page=50`.
#[derive(Deserialize)]
struct Page<T> {
    records: Vec<T>,
    next_page: Option<usize>,
}

/// Why a page could not be fetched.
#[derive(Debug, Error)]
pub(crate) enum FetchError {
    #[error("cannot fetch {url}")]
    Transport { url: Url, source: reqwest::Error },
    #[error("{url} answered {status}")]
    Status { url: Url, status: StatusCode },
    #[error("{url} is malformed")]
    Malformed { url: Url, source: serde_json::Error },
}

impl FetchError {
    /// Whether a retry may help. It does not if no server listens, or if the response is malformed.
    fn may_pass(&self) -> bool {
        match self {
            Self::Transport { source, .. } => !source.is_connect() && !source.is_builder(),
            Self::Status { status, .. } => {
                status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS
            }
            Self::Malformed { .. } => false,
        }
    }
}

/// A paginated API, and the client that requests its pages.
pub(crate) struct Api {
    client: Client,
    url: Url,
    page_size: usize,
    retries: usize,
}

impl Api {
    const FIRST_DELAY: Duration = Duration::from_millis(100);
    const LONGEST_DELAY: Duration = Duration::from_secs(5);
    const TIMEOUT: Duration = Duration::from_secs(30);

    pub(crate) fn new(url: Url, page_size: usize, retries: usize) -> Result<Self, FetchError> {
        let mut client = Client::builder().timeout(Self::TIMEOUT);
        if is_loopback(&url) {
            // A proxy from the environment could not reach this machine's loopback.
            client = client.no_proxy();
        }
        match client.build() {
            Ok(client) => Ok(Self { client, url, page_size, retries }),
            Err(source) => Err(FetchError::Transport { url, source }),
        }
    }

    /// Fetches one page, with retries after growing delays if a retry may help.
    async fn page_with_retries<T: DeserializeOwned>(
        &self,
        number: usize,
    ) -> Result<Page<T>, FetchError> {
        let mut delay = Self::FIRST_DELAY;
        for _ in 0..self.retries {
            match self.page(number).await {
                Err(error) if error.may_pass() => sleep(delay).await,
                outcome => return outcome,
            }
            delay = Self::LONGEST_DELAY.min(delay * 2);
        }
        self.page(number).await
    }

    async fn page<T: DeserializeOwned>(&self, number: usize) -> Result<Page<T>, FetchError> {
        let url = self.page_url(number);
        let lost = |error: reqwest::Error| FetchError::Transport {
            url: url.clone(),
            source: error.without_url(),
        };
        let response = self.client.get(url.clone()).send().await.map_err(lost)?;
        let status = response.status();
        if !status.is_success() {
            return Err(FetchError::Status { url, status });
        }
        let body = response.bytes().await.map_err(lost)?;
        serde_json::from_slice(&body).map_err(|source| FetchError::Malformed { url, source })
    }

    fn page_url(&self, number: usize) -> Url {
        let mut url = self.url.clone();
        url.query_pairs_mut()
            .append_pair("page", &number.to_string())
            .append_pair("per_page", &self.page_size.to_string());
        url
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
