// Keeps a page of the preview as the project is: new content without a reload, mistakes over the last good page, a mark on drafts.
// It runs before the page's own policy is read, and takes its own element out of the page at once.
'use strict';

(() => {
  const own = document.currentScript;
  const is = new URL(own.src).searchParams.get('is');
  own.remove();

  const address = '/.batchpages/channel.js' + new URL(own.src).search.replace(/[?&]is=[^&]*/, '');
  const channel = window.SharedWorker ? new SharedWorker(address).port : new Worker(address);
  const at = decodeURI(location.pathname);
  const hello = { at, is };
  channel.onmessage = ({ data }) => {
    if (data.page) follow(data.page);
    if (data.page?.is) hello.is = data.page.is;
    whenReady(() => show(data));
  };
  channel.postMessage(hello);
  addEventListener('pagehide', () => channel.postMessage({ bye: true }));
  addEventListener('pageshow', (event) => event.persisted && channel.postMessage(hello));

  function whenReady(act) {
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', act, { once: true });
    else act();
  }

  // --- the page itself ---------------------------------------------------------------------------------------------

  function follow(page) {
    if (page.to) location.replace(page.to);
    else whenReady(() => turnInto(new DOMParser().parseFromString(page.html, 'text/html')));
  }

  /** Change the page into another one, keeping what is equal: scroll position, focus and open details stay. */
  function turnInto(now) {
    if (asked(document) !== asked(now)) return location.reload();
    attributes(document.documentElement, now.documentElement);
    head(now.head);
    patch(document.body, now.body);
  }

  /** What a browser takes up only while it loads a page: scripts, and what stands for headers. */
  function asked(page) {
    const data = 'script:not([type="application/ld+json"]), meta[http-equiv]';
    return [...page.querySelectorAll(data)].map((each) => each.outerHTML).join('\n');
  }

  function attributes(old, now) {
    for (const { name } of [...old.attributes]) {
      if (!now.hasAttribute(name) && !(name === 'open' && old.localName === 'details')) old.removeAttribute(name);
    }
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  function patch(old, now) {
    if (old.isEqualNode(now)) return;
    if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== now.nodeName || now.namespaceURI !== old.namespaceURI) {
      old.replaceWith(document.adoptNode(now));
      return;
    }
    attributes(old, now);
    const before = [...old.childNodes];
    const after = [...now.childNodes];
    while (before.length && after.length && before[0].isEqualNode(after[0])) before.shift(), after.shift();
    while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) before.pop(), after.pop();
    const next = before.length ? before.at(-1).nextSibling : old.childNodes[now.childNodes.length - after.length] ?? null;
    after.slice(before.length).forEach((node) => old.insertBefore(document.adoptNode(node), next));
    before.forEach((node, index) => (index < after.length ? patch(node, after[index]) : node.remove()));
  }

  /** The head: what is equal stays, and a stylesheet goes only when the one in its place has come, so that nothing is shown without style. */
  function head(now) {
    const isSheet = (node) => node.nodeName === 'LINK' && node.rel === 'stylesheet';
    const [old, wanted] = [[...document.head.childNodes], [...now.childNodes]];
    const gone = old.filter((node) => !wanted.some((each) => each.isEqualNode(node)));
    const come = wanted.filter((node) => !old.some((each) => each.isEqualNode(node))).map((node) => document.adoptNode(node));
    gone.filter((node) => !isSheet(node)).forEach((node) => node.remove());
    const oldSheets = gone.filter(isSheet);
    const drop = () => oldSheets.forEach((sheet) => sheet.remove());
    const sheets = come.filter(isSheet);
    let waiting = sheets.length;
    for (const sheet of sheets) sheet.onload = sheet.onerror = () => --waiting || drop();
    document.head.append(...come);
    if (!waiting) drop();
  }

  // --- what is said over it ------------------------------------------------------------------------------------------

  let panel;
  let openByHand = false;

  function show({ problems = [], drafts = {}, lost = false, page }) {
    if (!panel) panel = makePanel();
    mark(drafts);
    panel.lost.hidden = !lost;
    if (lost) return;
    const mistakes = problems.filter((each) => each.severity === 'error');
    panel.draft.hidden = !(at in drafts);
    panel.draft.textContent = drafts[at] ?? '';
    panel.mistakes.hidden = !mistakes.length;
    panel.title.textContent = `${mistakes.length === 1 ? 'One mistake' : `${mistakes.length} mistakes`}: this is the last good page`;
    list(panel.list, mistakes);
    const rest = problems.filter((each) => each.severity !== 'error');
    panel.hints.hidden = !rest.length;
    panel.count.textContent = rest.length === 1 ? '1 hint' : `${rest.length} hints`;
    list(panel.rest, rest);
  }

  function list(place, problems) {
    place.replaceChildren(...problems.map(item));
  }

  function item(problem) {
    const made = element('li', { className: problem.severity });
    made.append(element('p', { className: 'place', textContent: problem.place }));
    made.append(element('p', { className: 'what', textContent: problem.what + (problem.rule ? ` [${problem.rule}]` : '') }));
    if (problem.text) {
      const line = element('pre', {});
      const [before, rest] = [problem.text.slice(0, problem.column - 1), problem.text.slice(problem.column - 1)];
      line.append(element('span', { className: 'number', textContent: `${problem.line}` }), before, element('mark', { textContent: rest }));
      made.append(line);
    }
    if (problem.hint) made.append(element('p', { className: 'hint', textContent: problem.hint }));
    for (const other of problem.also) made.append(element('p', { className: 'place also', textContent: `also ${other}` }));
    return made;
  }

  /** Every link that leads to a draft says so, wherever it stands. */
  function mark(drafts) {
    const rules = Object.entries(drafts).map(([to, words]) => `a[href="${CSS.escape(to)}"]::after { content: " ${CSS.escape(words)}" }`);
    const style =
      '::after { margin-inline-start: .4em; padding: .1em .4em; border-radius: .3em; background: #7a3b00; color: #fff; font: 600 11px/1.4 system-ui, sans-serif; white-space: nowrap }';
    const links = Object.keys(drafts).map((to) => `a[href="${CSS.escape(to)}"]`);
    marks.replaceSync(links.map((each) => each + style).join('\n') + rules.join('\n'));
  }

  const marks = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];

  function element(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  function makePanel() {
    const host = document.createElement('batchpages-preview');
    const root = host.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    const parts = {
      draft: element('p', { className: 'draft', hidden: true }),
      lost: element('p', { className: 'lost', hidden: true, textContent: 'The preview has ended. Start it again with: batchpages serve' }),
      mistakes: element('section', { className: 'mistakes', hidden: true }),
      title: element('h2', {}),
      list: element('ol', {}),
      hints: element('details', { className: 'hints', hidden: true }),
      count: element('summary', {}),
      rest: element('ol', {}),
    };
    parts.mistakes.setAttribute('role', 'alert');
    parts.lost.setAttribute('role', 'status');
    parts.mistakes.append(parts.title, parts.list);
    parts.hints.append(parts.count, parts.rest);
    root.append(parts.draft, parts.lost, parts.mistakes, parts.hints);
    document.documentElement.append(host);
    return parts;
  }

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none; display: flex; flex-direction: column; align-items: end;
      max-block-size: 100vh; font: 15px/1.5 system-ui, sans-serif; color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --faint: #5c5c5c; --line: #d8d4cf; --red: #a4161a;
      --amber: #7a3b00; --tint: #fbeeee }
    @media (prefers-color-scheme: dark) { :host { --paper: #191919; --ink: #f1f1f1; --faint: #b3b3b3; --line: #3b3b3b; --red: #ff8a80; --amber: #ffb870; --tint: #2e1c1c } }
    @media print { :host { display: none } }
    [hidden] { display: none !important }
    p, h2, ol, pre { margin: 0; padding: 0 }
    .draft, .lost, .mistakes, .hints { pointer-events: auto; color: var(--ink); background: var(--paper); border: 1px solid var(--line); box-shadow: 0 2px 18px #0003 }
    .draft, .lost { margin: 0 12px 12px; padding: 4px 12px; border-radius: 8px }
    .draft { background: #7a3b00; border-color: #7a3b00; color: #fff; font-weight: 600 }
    .mistakes { align-self: stretch; max-block-size: 60vh; overflow: auto; border-width: 3px 0 0; border-color: var(--red) }
    h2 { position: sticky; inset-block-start: 0; padding: 10px max(16px, calc(50vw - 36rem)); background: var(--paper); font: 600 16px/1.4 system-ui, sans-serif; color: var(--red) }
    ol { list-style: none }
    li { padding: 12px max(16px, calc(50vw - 36rem)); border-block-start: 1px solid var(--line) }
    .place { font: 13px/1.5 ui-monospace, monospace; color: var(--faint); overflow-wrap: anywhere }
    .what { font-weight: 600; overflow-wrap: anywhere }
    .hint { overflow-wrap: anywhere }
    .hint::before { content: "\\2192\\00a0"; color: var(--faint) }
    pre { margin: 6px 0; padding: 6px 10px; overflow-x: auto; border-radius: 6px; background: var(--tint); font: 13px/1.5 ui-monospace, monospace; white-space: pre }
    .number { color: var(--faint); margin-inline-end: 1.2em; user-select: none }
    mark { color: inherit; background: none; text-decoration: underline wavy var(--red); text-underline-offset: 3px }
    .hints { margin: 0 12px 12px; border-radius: 8px; max-inline-size: min(44rem, calc(100vw - 24px)); max-block-size: 50vh; overflow: auto }
    .hints li { padding-inline: 14px }
    .hints mark { text-decoration-color: var(--amber) }
    summary { padding: 4px 12px; cursor: pointer; color: var(--amber); font-weight: 600 }
    summary:focus-visible { outline: 2px solid var(--amber); outline-offset: -3px; border-radius: 8px }
  `;
})();
