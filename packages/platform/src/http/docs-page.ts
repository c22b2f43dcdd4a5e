import type { z } from 'zod';
import type { ApiDescription } from './openapi.ts';
import { Components } from './openapi-components.ts';
import type { Route } from './route.ts';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
  summary { cursor: pointer; padding: .3rem 0 }
  code, pre { font: 14px/1.5 ui-monospace, monospace }
  pre { overflow: auto; padding: .75rem; border: 1px solid #8886; border-radius: 4px }
  .method { display: inline-block; min-width: 4.5rem; font-weight: 600 }
  details > :not(summary) { margin-left: 4.5rem }
`;

/** The routes as one page for people, without scripts and without anything from other hosts. */
export function docsPage({ title, version, description, routes }: ApiDescription): string {
  const chapters = [...Map.groupBy(routes, (route) => route.tag)].map(
    ([tag, members]) => `<h2>${escaped(tag)}</h2>\n${members.map(section).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)} <small>${escaped(version)}</small></h1>
<p>${escaped(description)}</p>
<p>The same for programs: <a href="/v1/openapi.json">OpenAPI 3.1</a>. Every error is a problem document (RFC 9457).</p>
${chapters.join('\n')}
</body>
</html>
`;
}

function section(route: Route): string {
  const needs = route.allow === 'everyone' ? 'Needs no key.' : `Needs the role ${route.allow.join(' or ')}.`;
  const replies = Object.entries(route.replies).map(([status, schema]) =>
    schemaBlock(`Answers ${status}`, schema, 'output'),
  );
  const refusals = route.refusals ?? [];
  return `<details id="${escaped(route.name)}">
<summary><code><span class="method">${route.method}</span>${escaped(route.path)}</code> ${escaped(route.summary)}</summary>
<p>${escaped(route.description ?? '')} ${escaped(needs)}</p>
${schemaBlock('Path', route.params, 'input')}
${schemaBlock('Query', route.query, 'input')}
${schemaBlock('Body', route.body, 'input')}
${replies.join('\n')}
${refusals.length > 0 ? `<p>Refuses with ${refusals.map((code) => `<code>${escaped(code)}</code>`).join(', ')}.</p>` : ''}
</details>`;
}

function schemaBlock(name: string, schema: z.ZodType | undefined, direction: 'input' | 'output'): string {
  if (!schema) return '';
  const components = new Components();
  const own = components.inline(name, schema, direction);
  const shared = components.schemas();
  const whole = Object.keys(shared).length > 0 ? { ...own, components: { schemas: shared } } : own;
  return `<p>${escaped(name)}</p><pre>${escaped(JSON.stringify(whole, undefined, 2))}</pre>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
