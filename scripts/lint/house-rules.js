// Rules of this project that no plugin has: a file says its idea, an export is documented, a suppression gives its reason.

const fileComment = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Begin the file with a comment: which idea it is, and why it is here.' },
  },
  create: (context) => ({
    Program(node) {
      const first = context.sourceCode.getAllComments()[0];
      const start = node.body[0]?.range[0] ?? Infinity;
      if (first === undefined || first.range[0] > start) context.report({ node, messageId: 'missing' });
    },
  }),
};

const documentedKinds = new Set([
  'FunctionDeclaration',
  'ClassDeclaration',
  'VariableDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);

const exportComment = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'Say in a doc comment (/** … */) what this export is.' },
  },
  create: (context) => ({
    'Program > ExportNamedDeclaration'(node) {
      if (!documentedKinds.has(node.declaration?.type)) return;
      const above = context.sourceCode.getCommentsBefore(node).at(-1);
      const isDoc = above?.type === 'Block' && above.value.startsWith('*');
      if (!isDoc) context.report({ node, messageId: 'missing' });
    },
  }),
};

const suppression = /^\s*(?:eslint-disable|@ts-(?:expect-error|ignore|nocheck)|prettier-ignore|svelte-ignore)/;

const suppressionReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      missing:
        'Give the reason: `eslint-disable-next-line rule -- why`, `@ts-expect-error -- why`, `svelte-ignore code (why)`.',
    },
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        const isReasoned = /--\s*\S{2,}|\((?:[^)]{8,})\)/.test(comment.value);
        if (suppression.test(comment.value) && !isReasoned) context.report({ loc: comment.loc, messageId: 'missing' });
      }
    },
  }),
};

export const houseRules = {
  meta: { name: 'house' },
  rules: { 'file-comment': fileComment, 'export-comment': exportComment, 'suppression-reason': suppressionReason },
};
