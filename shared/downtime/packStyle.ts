/** How the page for an outage looks, on a screen and on A4: black on white, no colour that a copier loses. */
export const PACK_STYLE = `
@page { size: A4 portrait; margin: 11mm }
* { box-sizing: border-box }
body { font: 11pt/1.35 'Atkinson Hyperlegible Next', 'Segoe UI', Arial, sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 190mm; padding: 6mm }
header { border: 3px solid #000; padding: 4mm 6mm; margin-bottom: 5mm }
.time { font-size: 60pt; font-weight: 700; line-height: 1; margin: 0; font-variant-numeric: tabular-nums }
.day { font-size: 20pt; font-weight: 700; margin: 1mm 0 3mm }
h1 { font-size: 15pt; margin: 0 0 2mm }
h2 { font-size: 14pt; margin: 6mm 0 2mm; border-bottom: 2px solid #000 }
h3 { font-size: 12pt; margin: 0 0 1mm }
h3 small { font-weight: 400; color: #333 }
p { margin: 0 0 2mm }
.small { font-size: 9.5pt }
table { width: 100%; border-collapse: collapse; font-size: 10pt }
th, td { border: 1px solid #555; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top }
tr { break-inside: avoid }
.urgent { font-weight: 700 }
tr.urgent td:first-child { border-left: 5px solid #000 }
article { border: 1px solid #555; padding: 2mm 3mm; margin: 0 0 2.5mm; break-inside: avoid }
dl { margin: 0 }
dl div { display: grid; grid-template-columns: 36mm 1fr; gap: 2mm }
dt { color: #333 }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
p.write { border-top: 1px dashed #555; margin: 2mm 0 0; padding-top: 1mm; min-height: 9mm; color: #333 }
td.write { min-width: 40mm }
.page { break-before: page }
.calls td { height: 26mm }
@media print { body { padding: 0; max-width: none } }
`
