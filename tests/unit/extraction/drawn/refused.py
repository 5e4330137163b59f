"""Pages that turn a reader away: challenges, errors, logins."""

from dataclasses import dataclass

from service.domain.poll import Page, PageKind
from service.domain.urls import Url
from tests.unit.extraction.drawn.paper import FETCHED, chinese_page, english_page

SCHOOL = "http://xy.example.edu.cn"
SENTENCE = (
    "会议指出，要坚持和加强党对教育工作的全面领导，健全高质量的工作体系，压实主体责任，推动各项任务落到实处。"
)


@dataclass(frozen=True)
class NoListing:
    name: str
    kind: PageKind
    html: str
    url: str = f"{SCHOOL}/tzgg.htm"
    status: int = 200

    def page(self) -> Page:
        return Page(Url.parse(self.url), self.status, "text/html", None, self.html.encode(), FETCHED)


def bare(body: str, *, title: str = "", head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


K = PageKind

REFUSED = (
    # Challenges
    NoListing(
        "412 with a script",
        K.CHALLENGE,
        "<html><head><script>var a=1;eval(unescape('x'))</script></head><body></body></html>",
        status=412,
    ),
    NoListing(
        "521 with a script",
        K.CHALLENGE,
        "<script>document.cookie=('_')+('_jsl_clearance_s=1');location.href=location.pathname</script>",
        status=521,
    ),
    NoListing(
        "202 with a probe",
        K.CHALLENGE,
        '<html><head><meta content="abc"><script src="/c/probe.js"></script></head><body></body></html>',
        status=202,
    ),
    NoListing(
        "cookie script",
        K.CHALLENGE,
        "<html><script>document.cookie='waf=1;path=/';window.location.reload();</script></html>",
    ),
    NoListing(
        "obfuscated script",
        K.CHALLENGE,
        "<html><head><meta charset='utf-8'></head><body><script>var _0x1a2b=['c','o'];(function(){$_ts=window['$_ts'];if(!$_ts)$_ts={};})();</script></body></html>",
    ),
    NoListing(
        "redirect by script",
        K.CHALLENGE,
        "<html><head><script>window.location.href='/tzgg.htm?wafcheck=8842';</script></head><body></body></html>",
    ),
    NoListing(
        "redirect by meta",
        K.CHALLENGE,
        '<html><head><meta http-equiv="refresh" content="0;url=/_guard/auto.js"></head><body></body></html>',
    ),
    NoListing(
        "browser check",
        K.CHALLENGE,
        bare(
            '<div id="challenge-form"><h2>Checking your browser before accessing example.org.</h2><p>This process is automatic.</p></div><script>1</script>',
            title="Just a moment...",
        ),
    ),
    NoListing(
        "captcha",
        K.CHALLENGE,
        bare(
            '<h3>请输入验证码后继续访问</h3><form action="/verify"><img src="/captcha.jpg"><input name="code"><input type="submit" value="提交"></form>',
            title="访问验证",
        ),
    ),
    NoListing(
        "slider",
        K.CHALLENGE,
        bare(
            '<div id="slide">为了您的访问安全，请拖动滑块完成验证</div><script src="/nc.js"></script>',
            title="滑动验证页面",
        ),
    ),
    NoListing(
        "too many requests",
        K.CHALLENGE,
        bare("<p>您的访问过于频繁，请稍后再试。</p>", title="访问受限"),
        status=429,
    ),
    # Errors
    NoListing(
        "404 with menus",
        K.ERROR,
        chinese_page(
            "<div class='err'><h2>抱歉，您访问的页面不存在</h2><p>可能已被删除或者地址有误，<a href='/'>返回首页</a></p></div>",
            section="404",
        ),
    ),
    NoListing(
        "english 404",
        K.ERROR,
        english_page(
            "<h1>Page not found</h1><p>Sorry, we could not find the page you were looking for.</p>",
            title="404 - Example",
        ),
    ),
    NoListing(
        "default of the server",
        K.ERROR,
        bare("<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>", title="502 Bad Gateway"),
    ),
    NoListing(
        "welcome of the server",
        K.ERROR,
        bare(
            "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>",
            title="Welcome to nginx!",
        ),
    ),
    NoListing(
        "stack trace",
        K.ERROR,
        bare(
            "<h1>HTTP Status 500 – Internal Server Error</h1><p>java.lang.NullPointerException at com.example.web.ListAction.execute(ListAction.java:88)</p>",
            title="Error",
        ),
    ),
    NoListing(
        "aspx error",
        K.ERROR,
        bare(
            "<h1>Server Error in '/' Application.</h1><h2><i>Runtime Error</i></h2><p>Description: An application error occurred on the server.</p>",
            title="Runtime Error",
        ),
    ),
    NoListing(
        "database error",
        K.ERROR,
        bare("<p>Warning: mysql_connect(): Too many connections in /var/www/inc/db.php on line 12</p>"),
    ),
    NoListing(
        "database error, said politely",
        K.ERROR,
        bare("<h1>Error establishing a database connection</h1>", title="Database Error"),
    ),
    NoListing(
        "column is gone", K.ERROR, bare("<script>alert('该栏目不存在或已被删除！');history.back();</script>")
    ),
    NoListing(
        "firewall",
        K.ERROR,
        bare(
            "<h3>您的请求存在安全风险，已被网站防火墙拦截</h3><p>事件编号：a1b2c3 如有疑问请联系管理员</p>",
            title="拦截提示",
        ),
    ),
    NoListing(
        "maintenance",
        K.ERROR,
        bare(
            "<h1>网站维护公告</h1><p>尊敬的用户：因系统升级，本站将于今晚暂停服务，给您带来不便敬请谅解。</p>",
            title="系统维护中",
        ),
    ),
    NoListing(
        "english maintenance",
        K.ERROR,
        bare(
            "<h1>We'll be back soon!</h1><p>Sorry for the inconvenience but we're performing some maintenance at the moment.</p>",
            title="Site Maintenance",
        ),
    ),
    NoListing(
        "domain for sale",
        K.ERROR,
        bare(
            "<h1>example.org</h1><p>This domain is for sale. Buy this domain now.</p><ul><li><a href='/?q=insurance'>Insurance</a></li><li><a href='/?q=loans'>Loans</a></li><li><a href='/?q=hotels'>Hotels</a></li></ul>",
            title="example.org",
        ),
    ),
    NoListing("site closed", K.ERROR, bare("<p>网站暂时关闭，请稍后访问</p>", title="站点关闭")),
    # Logins
    NoListing(
        "login",
        K.LOGIN,
        bare(
            "<h2>统一身份认证平台</h2><form><input name=username><input type=password name=password><button>登录</button></form><ul><li><a href='/help1.html'>忘记密码</a></li><li><a href='/help2.html'>账号激活</a></li><li><a href='/help3.html'>使用帮助</a></li></ul>",
            title="统一身份认证平台",
        ),
    ),
    NoListing(
        "login with notices",
        K.LOGIN,
        bare(
            f"<form><input name=u><input type=password name=p><button>登录</button></form><h3>使用说明</h3><p>初始密码为身份证后六位</p><p>{SENTENCE}</p>",
            title="教务管理系统",
        ),
    ),
    NoListing(
        "campus only",
        K.LOGIN,
        bare(
            "<div class='prompt'>该栏目仅限校内用户访问，请使用校园网或登录VPN后查看。您的IP地址：203.0.113.9</div>",
            title="系统提示",
        ),
    ),
    NoListing(
        "english sign in",
        K.LOGIN,
        bare(
            "<form><label>Email</label><input name=email><label>Password</label><input type=password><button>Sign in</button></form><a href='/forgot'>Forgot your password?</a>",
            title="Sign in - Example",
        ),
    ),
)
