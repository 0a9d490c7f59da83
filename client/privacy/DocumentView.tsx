import { withholdReasons, type ExportDocument } from '#shared/privacy/exportDocument.ts'
import { formatInstant } from '#shared/time/london.ts'

/** A document as whoever it is about reads it: on screen, on paper. What is withheld says so, and why. */
export function DocumentView({ document }: { readonly document: ExportDocument }) {
  return (
    <article className="card xdoc" aria-label="Document">
      <header className="card-b">
        <p className="muted">
          {document.councilName} · {document.serviceName}
        </p>
        <h2 className="h2">Data held about {document.about}</h2>
        <p className="muted">
          Made {formatInstant(document.madeAt)} by {document.madeByName}
        </p>
      </header>
      {document.sections.map(({ key, title, lines }) => (
        <section key={key} className="xpart" aria-label={title}>
          <h3 className="h3">{title}</h3>
          <dl className="xlines">
            {lines.map((line) => (
              <div key={line.key} className="xline">
                <dt>{line.label}</dt>
                <dd>
                  <span className="xtext">{line.text}</span>
                  {line.withheld && <span className="muted small">Withheld: {withholdReasons[line.withheld]}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </article>
  )
}
