// Prints what a library sees of a feed, as JSON. usage: node read.cjs MODULES LIBRARY URL [IF-NONE-MATCH]
const { createRequire } = require("node:module");
const path = require("node:path");

const [modules, library, url, tag] = process.argv.slice(2);
const load = createRequire(path.join(modules, "here.js"));

function ofRssParser(body) {
  const Parser = load("rss-parser");
  return new Parser().parseString(body).then((feed) =>
    feed.items.map((item) => ({
      id: item.guid || item.id,
      title: item.title,
      date: new Date(item.isoDate).toISOString(),
      files: item.enclosure ? [item.enclosure.url] : [],
    })),
  );
}

function ofFeedsmith(body) {
  const { feed } = load("feedsmith").parseFeed(body);
  return (feed.entries || feed.items).map((entry) => ({
    id: entry.guid ? entry.guid.value : entry.id,
    title: typeof entry.title === "object" ? entry.title.value : entry.title,
    date: new Date(entry.published || entry.pubDate || entry.date_published).toISOString(),
    files: [
      ...(entry.links || []).filter((link) => link.rel === "enclosure").map((link) => link.href),
      ...(entry.enclosures || []).map((file) => file.url),
      ...(entry.attachments || []).map((file) => file.url),
    ],
  }));
}

async function main() {
  const answer = await fetch(url, { headers: tag ? { "if-none-match": tag } : {} });
  const told = { status: answer.status, etag: answer.headers.get("etag"), entries: [] };
  if (answer.status === 200) {
    const body = await answer.text();
    told.entries = await (library === "rss-parser" ? ofRssParser(body) : ofFeedsmith(body));
  }
  process.stdout.write(JSON.stringify(told));
}

main();
