"""The words by which pagers name the pages before and behind, in the languages of the sites people watch."""

NEXT_WORDS = (
    r"下一?\s*[页頁]|[后後]一?[页頁]|下一张|next(?:\s*page)?|nächste(?:\s*seite)?|n[aä]sta|n[aä]ste|volgende"
    r"|suivante?s?|page suivante|siguientes?|següent|seguinte|pr[oó]xim[ao]s?(?:\s+p[aá]gina)?|successiv[aio]"
    r"|avanti|следующая|след\.?|вперед|дальше|наступна|далі|следваща|次へ|次の?ページ|다음(?:\s*페이지)?"
    r"|(?:trang\s+)?tiếp(?:\s+theo)?"
    r"|older(?:\s+(?:posts|entries))?|vorwärts|weiter|neste|næste|seuraava|järgmine|nākamā|următo(?:are|area|rul)|dalej"
    r"|następn[ay]|další|ďalši[ae]|sljedeć[ae]|következő|sonraki|berikutnya|selanjutnya|επόμεν[ηοα]|הבא|التالي|بعدی"
    r"|(?:หน้า)?ถัดไป"
)
PREVIOUS_WORDS = (
    r"上一?\s*[页頁]|前一?[页頁]|prev(?:ious)?(?:\s*page)?|newer.*|vorherige|zurück|précédente?s?|anterior(?:es)?|precedente"
    r"|предыдущая|пред\.?|назад|前へ|前の?ページ|이전|trước|poprzedni[ae]|předchozí|előző|önceki|προηγούμεν[ηοα]"
)
END_WORDS = r"[首尾末][页頁]|第一[页頁]|最[后後]一?[页頁]"
