type Node = { type: string; depth?: number; children?: Node[] };

/**
 * A plugin of `remark` that leaves out no level: a text whose first heading is `##` begins one level below the page's title,
 * and what is below it follows one by one. Screen readers list a page by its levels.
 */
export function headingLevels() {
  return (tree: Node): void => {
    const above: number[] = [];
    for (const heading of headingsOf(tree)) {
      const depth = heading.depth ?? 1;
      while ((above.at(-1) ?? 0) >= depth) above.pop();
      above.push(depth);
      heading.depth = above.length;
    }
  };
}

function headingsOf(node: Node): Node[] {
  return node.type === "heading" ? [node] : (node.children ?? []).flatMap(headingsOf);
}
