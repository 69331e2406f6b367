// Keeps a page of the preview as the project is: new content without a reload, mistakes over the last good page, a mark on drafts.
// It runs before the page's own policy is read, and takes its own element out of the page at once.
'use strict';

(() => {
  const own = document.currentScript;
  const is = new URL(own.src).searchParams.get('is');
  own.remove();

  const address = '/.batchpages/channel.js' + new URL(own.src).search.replace(/[?&]is=[^&]*/, '');
  const channel = window.SharedWorker ? new SharedWorker(address).port : new Worker(address);
  const at = location.pathname;
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
    if (page.to) location.replace(page.to + location.hash);
    else whenReady(() => turnInto(new DOMParser().parseFromString(page.html, 'text/html')));
  }

  /** Change the page into another one, keeping what is equal: scroll position, focus and what somebody has unfolded stay. */
  function turnInto(now) {
    if (asked(document) !== asked(now)) return location.reload();
    const byHand = folds().filter((each) => each.open !== written.get(each)).map((each) => [each, each.open]);
    for (const [each] of byHand) each.open = written.get(each); // so that it is found to be equal
    attributes(document.documentElement, now.documentElement);
    head(now.head);
    patch(document.body, now.body);
    note();
    for (const [each, open] of byHand) each.open = open;
  }

  const written = new WeakMap();
  const folds = () => [...document.querySelectorAll('details')];
  const note = () => folds().forEach((each) => written.set(each, each.open));
  whenReady(note);

  /** What a browser takes up only while it loads a page: scripts, and what stands for headers. */
  function asked(page) {
    const data = 'script:not([type="application/ld+json"]), meta[http-equiv]';
    return [...page.querySelectorAll(data)].map((each) => each.outerHTML).join('\n');
  }

  function attributes(old, now) {
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }

  function patch(old, now) {
    if (old.isEqualNode(now)) return;
    if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== now.nodeName || now.namespaceURI !== old.namespaceURI) {
      old.replaceWith(document.adoptNode(now));
      return;
    }
    attributes(old, now);
    row(old, [...old.childNodes], [...now.childNodes], null);
  }

  /** Change a row of siblings, those in front of `next`, into another one: equal elements stay, and what stands between them is changed one by one. */
  function row(parent, before, after, next) {
    while (before.length && after.length && before[0].isEqualNode(after[0])) before.shift(), after.shift();
    while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) (next = before.pop()), after.pop();
    const kept = (node) => (node.nodeType === Node.ELEMENT_NODE ? before.findIndex((each) => each.isEqualNode(node)) : -1);
    const to = after.findIndex((node) => kept(node) >= 0);
    if (to >= 0) {
      const from = kept(after[to]);
      row(parent, before.slice(0, from), after.slice(0, to), before[from]);
      row(parent, before.slice(from + 1), after.slice(to + 1), next);
      return;
    }
    after.slice(before.length).forEach((node) => parent.insertBefore(document.adoptNode(node), next));
    before.forEach((node, index) => (index < after.length ? patch(node, after[index]) : node.remove()));
  }

  let turns = 0;

  /** The head: what is equal stays, and a stylesheet goes only when all that are to come have, so that nothing is shown without style. */
  function head(now) {
    const isSheet = (node) => node.nodeName === 'LINK' && node.rel === 'stylesheet';
    const [old, wanted] = [[...document.head.childNodes], [...now.childNodes]];
    const gone = old.filter((node) => !wanted.some((each) => each.isEqualNode(node)));
    const come = wanted.filter((node) => !old.some((each) => each.isEqualNode(node))).map((node) => document.adoptNode(node));
    gone.filter((node) => !isSheet(node)).forEach((node) => node.remove());
    document.head.append(...come);
    const turn = ++turns;
    const sheets = [...document.head.childNodes].filter((node) => isSheet(node) && !gone.includes(node));
    const drop = () => turn === turns && sheets.every((each) => each.sheet) && gone.forEach((node) => node.remove());
    for (const sheet of sheets) sheet.addEventListener('load', drop);
    drop();
  }

  // --- what is said over it ------------------------------------------------------------------------------------------

  let panel;
  let said = '';

  function show({ problems = [], drafts = {}, lost = false }) {
    panel ??= makePanel();
    panel.lost.hidden = !lost;
    const now = JSON.stringify([problems, drafts, hello.is]);
    if (lost || said === now) return; // what has not changed is not read out again
    said = now;
    mark(drafts);
    panel.draft.hidden = !(at in drafts);
    panel.draft.textContent = drafts[at] === 'draft' ? 'Draft: not published yet' : `Published ${drafts[at]}`;
    const mistakes = problems.filter((each) => each.severity === 'error');
    const hints = problems.filter((each) => each.severity !== 'error' && ['', at].includes(each.at)); // of other pages, these say it
    const below = hello.is ? 'The last good page is shown.' : 'The page appears once this is mended.';
    fill(panel.mistakes, mistakes, `${counted(mistakes, 'mistake')}. `, element('span', { textContent: below }));
    panel.mistakes.classList.toggle('alone', !hello.is);
    if (!mistakes.length) panel.mistakes.open = true;
    fill(panel.hints, hints, counted(hints, 'hint'));
  }

  const counted = (things, name) => `${things.length} ${name}${things.length === 1 ? '' : 's'}`;

  function fill(part, problems, ...words) {
    part.hidden = !problems.length;
    part.querySelector('h2').replaceChildren(...words);
    part.querySelector('ul').replaceChildren(...problems.map(item));
  }

  function item(problem) {
    const made = element('li');
    made.append(element('p', { className: 'what' }, ...words(problem.what), problem.rule ? ` [${problem.rule}]` : ''));
    if (problem.hint) made.append(element('p', { className: 'hint' }, ...words(problem.hint)));
    made.append(element('p', { className: 'place', textContent: problem.place }));
    if (problem.text) {
      const line = element('pre', {}, element('span', { className: 'number', textContent: `${problem.line}` }));
      const [, wrong, remark = ''] = /^(.*?)(\s+# .*)?$/.exec(problem.text.slice(problem.column - 1));
      line.append(problem.text.slice(0, problem.column - 1), element('mark', { textContent: wrong }), remark);
      made.append(line);
    }
    for (const other of problem.also) made.append(element('p', { className: 'place', textContent: `also ${other}` }));
    return made;
  }

  /** A message, with what stands between backticks set as code. */
  function words(text) {
    const parts = text.split('`');
    return parts.length % 2 ? parts.map((part, index) => (index % 2 ? element('code', { textContent: part }) : part)) : [text];
  }

  /** Every link that leads to a draft says so, wherever it stands. */
  function mark(drafts) {
    const rules = Object.entries(drafts).map(([to, words]) => `a[href="${CSS.escape(to)}"]::after { content: "${CSS.escape(words)}"; ${MARK} }`);
    marks.replaceSync(rules.join('\n'));
  }

  function sheet(text = '') {
    const made = new CSSStyleSheet();
    made.replaceSync(text);
    return made;
  }

  function element(name, properties, ...inside) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...inside);
    return made;
  }

  function makePanel() {
    const host = element('batchpages-preview', { lang: 'en', dir: 'ltr' });
    const folding = (className, open) => {
      const heading = element('summary', {}, element('h2'));
      return element('details', { className, open, hidden: true }, heading, element('ul'));
    };
    const parts = {
      draft: element('p', { className: 'draft', hidden: true }),
      lost: element('p', { className: 'lost', hidden: true }, 'The preview has ended. Start it again with ', element('code', { textContent: 'batchpages serve' })),
      hints: folding('hints', false),
      mistakes: folding('mistakes', true),
    };
    const alert = element('div', { role: 'alert' }, parts.mistakes);
    const status = element('div', { className: 'notes', role: 'status' }, parts.draft, parts.lost);
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet(STYLE)];
    root.append(element('div', { className: 'row' }, parts.hints, status), alert);
    document.documentElement.append(host);
    // What lies under the mistakes can be scrolled into sight.
    new ResizeObserver(() => room.replaceSync(`@media screen { html { padding-block-end: ${alert.offsetHeight}px } }`)).observe(alert);
    return parts;
  }

  const [marks, room] = [sheet(), sheet()];
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks, room];

  const MARK = `display: inline-block; margin-inline-start: .5em; padding: .15em .5em; border-radius: .3em; background: #7a3b00; color: #fff;
    font: 600 12px/1.4 system-ui, sans-serif; letter-spacing: 0; text-transform: none; white-space: nowrap; vertical-align: middle`;

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; pointer-events: none; color-scheme: light dark;
      --paper: #fff; --ink: #1b1b1b; --faint: #5c5c5c; --line: #d8d4cf; --red: #a4161a; --amber: #7a3b00; --tint: #f6f3ef }
    @media (prefers-color-scheme: dark) {
      :host { --paper: #1d1c1b; --ink: #f1efec; --faint: #b5b0a9; --line: #45423e; --red: #ff8a80; --amber: #ffb870; --tint: #2a2826 }
    }
    @media print { :host { display: none } }
    * { box-sizing: border-box; margin: 0; padding: 0 }
    [hidden] { display: none !important }
    details, p { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); overflow-wrap: anywhere }
    .row { display: flex; flex-wrap: wrap; justify-content: end; align-items: end; gap: 8px; padding: 0 12px 12px }
    .notes { display: contents }
    .hints, .notes p { pointer-events: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 12px #0003 }
    .notes p { padding: 5px 12px }
    .notes .draft { background: #7a3b00; border-color: #7a3b00; color: #fff; font-weight: 600 }
    .hints { max-inline-size: min(40rem, 100%); max-block-size: 45vh; overflow: auto }
    .mistakes { pointer-events: auto; max-block-size: min(55vh, 34rem); overflow: auto; background: var(--paper); border-block-start: 3px solid var(--red);
      box-shadow: 0 -2px 16px #0003; --edge: max(16px, calc(50vw - 34rem)) }
    .alone { max-block-size: 100vh }
    summary { display: flex; align-items: center; gap: 10px; padding: 5px 12px; cursor: pointer; color: var(--amber); list-style: none }
    summary::-webkit-details-marker { display: none }
    summary::before { content: ""; flex: none; inline-size: .45em; block-size: .45em; border: solid; border-width: 0 2px 2px 0; rotate: -45deg }
    [open] > summary::before { rotate: 45deg; translate: 0 -.15em }
    summary:focus-visible { outline: 2px solid; outline-offset: -4px; border-radius: 8px }
    h2 { font: inherit; font-weight: 600 }
    h2 span { font-weight: 400; color: var(--faint) }
    .mistakes > summary { position: sticky; inset-block-start: 0; padding: 10px var(--edge); background: var(--paper); color: var(--red) }
    ul { list-style: none }
    li { padding: 12px; border-block-start: 1px solid var(--line) }
    .mistakes li { padding-inline: var(--edge) }
    .what { font-weight: 600 }
    .place, pre { font: 13px/1.6 ui-monospace, monospace }
    code { padding: .1em .3em; border-radius: 4px; background: var(--tint); font: .92em ui-monospace, monospace }
    .place, .number { color: var(--faint) }
    .hint + .place { margin-block-start: 6px }
    pre { margin-block-start: 4px; padding: 6px 10px; border-radius: 6px; background: var(--tint); color: var(--ink); white-space: pre-wrap; overflow-wrap: anywhere }
    .number { margin-inline-end: 1.2em; user-select: none }
    mark { background: none; color: inherit; text-decoration: underline wavy var(--red); text-underline-offset: 3px }
    .hints mark { text-decoration-color: var(--amber) }
  `;
})();
