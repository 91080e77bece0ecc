/** A strict reader of the XML that tests look at: it throws on anything that is not well-formed. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAME = '[A-Za-z_][\\w.:-]*';
const ILLEGAL = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

function decode(text: string): string {
  if (/[<]/.test(text)) throw new Error('a < inside text');
  return text.replace(/&([^;]{0,8});?/g, (whole, name: string) => {
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known !== undefined && whole.endsWith(';')) return known;
    const code = /^#(\d+)$/.exec(name);
    if (code !== null && whole.endsWith(';')) return String.fromCodePoint(Number(code[1]));
    throw new Error(`bad reference ${whole}`);
  });
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const pattern = new RegExp(`\\s+(${NAME})="([^"]*)"`, 'y');
  let at = 0;
  while (text.slice(at).trim() !== '') {
    pattern.lastIndex = at;
    const [all, name, value] = pattern.exec(text) ?? [];
    if (all === undefined || name === undefined || value === undefined)
      throw new Error(`bad attribute in ${text}`);
    if (Object.hasOwn(attributes, name)) throw new Error(`attribute ${name} twice`);
    attributes[name] = decode(value);
    at += all.length;
  }
  return attributes;
}

/** Parses a document; comments and CDATA are refused, as nothing here writes them. */
export function parseXml(source: string): XmlElement {
  if (ILLEGAL.test(source)) throw new Error('a character that XML does not allow');
  const text = source.replace(/^<\?xml [^?]*\?>\s*/, '').trim();
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [root];
  const token = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"]*")*)\\s*(/?)>|([^<]+)`, 'y');
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const match = token.exec(text);
    const current = open.at(-1);
    if (match === null || current === undefined)
      throw new Error(`not well-formed at ${text.slice(at, at + 60)}`);
    at += match[0].length;
    const [, closing, name = '', attributes = '', single, plain] = match;
    if (plain !== undefined) current.text += decode(plain);
    else if (closing === '/') {
      if (current.name !== name) throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
    } else {
      const element: XmlElement = { name, attributes: attributesOf(attributes), children: [], text: '' };
      current.children.push(element);
      if (single !== '/') open.push(element);
    }
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || only === undefined || more.length > 0) throw new Error('not one root element');
  return only;
}

/** Every element of a name, in the order of the document. */
export function allNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return [
    ...(element.name === name ? [element] : []),
    ...element.children.flatMap((each) => allNamed(each, name)),
  ];
}
