// Addresses inside the book. Every internal link is made here, since the book may be published in a folder of a site.

/** The address of a page: `pageLink('kernels')` is `/kernels/`, `pageLink('')` is home, each after the base path. */
export function pageLink(path: string): string {
  const base = import.meta.env.BASE_URL;
  return `${base}/${path}/`.replace(/\/{2,}/g, '/');
}

/** The address of a lesson, or of one of its sections. */
export function lessonLink(id: string, section?: string): string {
  return section === undefined ? pageLink(id) : `${pageLink(id)}#${section}`;
}
