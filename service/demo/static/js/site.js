"use strict";
// The pages call these by the names the CMS gives them; what they do is our own.
const siteRoot = new URL("..", document.currentScript.src);

function fillLater(element, path) {
  fetch(new URL(path, siteRoot))
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => { element.textContent = text; })
    .catch(() => { element.textContent = ""; });
}

function _showDynClicks(kind, owner, number) {
  const place = document.createElement("span");
  document.currentScript.after(place);
  fillLater(place, `system/resource/code/news/click/dynclicks.jsp?clickid=${number}&owner=${owner}&clicktype=${kind}`);
}

function getClickTimes(number, owner, kind) {
  fillLater(document.currentScript.parentElement,
    `system/resource/code/news/click/dynclicks.jsp?clickid=${number}&owner=${owner}&clicktype=${kind}`);
}

function showVsbpdfIframe(address, width, height) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { src: address, width, height, title: "PDF" });
  document.currentScript.after(frame);
}

function setHome() { alert("请在浏览器的设置中将本站设为首页。"); }
function addFavourite() { alert("请按 Ctrl+D 收藏本站。"); }
