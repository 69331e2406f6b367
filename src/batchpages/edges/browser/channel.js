// What keeps all tabs of a preview up to date by one connection. A worker has a policy of its own, so that of the pages can stay as it is published.
'use strict';

const AGAIN = 500; // milliseconds until a lost connection is tried again
const tabs = new Map();
let source;
let retry;

function connect() {
  clearTimeout(retry);
  source?.close();
  source = undefined;
  if (!tabs.size) return;
  const seen = [...new Set([...tabs.values()].map((tab) => `${tab.is} ${tab.at}`))];
  source = new EventSource(`/.batchpages/events?${new URLSearchParams(seen.map((each) => ['see', each]))}`);
  source.onmessage = (event) => {
    const news = JSON.parse(event.data);
    for (const [port, tab] of tabs) tell(port, tab, news);
  };
  source.onerror = () => {
    source.close();
    for (const port of tabs.keys()) port.postMessage({ lost: true });
    retry = setTimeout(connect, AGAIN);
  };
}

function tell(port, tab, news) {
  const page = news.pages[tab.at];
  if (page?.is) tab.is = page.is;
  port.postMessage({ problems: news.problems, drafts: news.drafts, page });
}

function listen(port) {
  port.onmessage = ({ data }) => {
    if (data.bye) tabs.delete(port);
    else tabs.set(port, data);
    connect();
  };
}

if ('onconnect' in self) self.onconnect = (event) => listen(event.ports[0]);
else listen(self);
