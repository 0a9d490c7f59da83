/** A browser without a screen: follows redirects from site to site and keeps each site's cookies, as SameSite allows. */
export class Tourist {
  readonly #jars = new Map<string, Map<string, { value: string; sameSite: string }>>()
  /** Every address that was gone to. */
  readonly went: string[] = []

  cookie(site: string, name: string): string | undefined {
    return this.#jars.get(new URL(site).host)?.get(name)?.value
  }

  forgets(site: string, name: string): void {
    this.#jars.get(new URL(site).host)?.delete(name)
  }

  keeps(site: string, name: string, value: string, sameSite = 'lax'): void {
    const { host } = new URL(site)
    const jar = this.#jars.get(host) ?? new Map<string, { value: string; sameSite: string }>()
    jar.set(name, { value, sameSite })
    this.#jars.set(host, jar)
  }

  /** One request, without following what it answers. `from` is the site whose page makes it, for SameSite. */
  async asks(url: string, options: RequestInit & { from?: string } = {}): Promise<Response> {
    this.went.push(url)
    const { from = url, ...rest } = options
    const { host } = new URL(url)
    const foreign = new URL(from).hostname !== new URL(url).hostname
    const method = options.method ?? 'GET'
    const sent = [...(this.#jars.get(host) ?? [])].filter(
      ([, { sameSite }]) => !foreign || (method === 'GET' ? sameSite !== 'strict' : sameSite === 'none'),
    )
    const headers = new Headers(rest.headers)
    if (sent.length > 0) headers.set('cookie', sent.map(([name, { value }]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...rest, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const at = pair.indexOf('=')
      const sameSite =
        attributes
          .find((one) => /^samesite=/i.test(one))
          ?.split('=')[1]
          ?.toLowerCase() ?? 'lax'
      if (attributes.some((one) => /^max-age=0$/i.test(one)) || pair.slice(at + 1) === '')
        this.forgets(url, pair.slice(0, at))
      else this.keeps(url, pair.slice(0, at), pair.slice(at + 1), sameSite)
    }
    return response
  }

  /** Follows redirects until a page comes; the site that began a chain stays the one it came from. */
  async goes(
    url: string,
    options: RequestInit & { from?: string } = {},
  ): Promise<{ url: string; response: Response; page: string }> {
    let [at, response] = [url, await this.asks(url, options)]
    const from = options.from ?? url
    for (
      let turn = 0;
      response.status >= 300 && response.status < 400 && response.status !== 304 && turn < 15;
      turn++
    ) {
      at = new URL(response.headers.get('location') ?? '', at).href
      response = await this.asks(at, { from })
    }
    return { url: at, response, page: await response.text() }
  }
}
