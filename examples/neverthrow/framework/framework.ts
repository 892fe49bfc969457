import type { Framework, ImportType, PlannedSignature } from '@motorized/codegen/framework';

/** `ResultAsync<T, MongoError>` */
const result = (type: string, from: ImportType, more = ''): string =>
  `${from('ResultAsync', 'neverthrow')}<${type}, ${from('MongoError', 'mongodb')}${more}>`;

const framework: Framework = {
  name: 'neverthrow',
  evaluation: 'eager',
  peers: [{ package: 'neverthrow', range: '^8.2.0' }],
  value: (type, from) => result(type, from),
  toPromise: 'toPromise',
  executor: (parameters, type, from) => `(${parameters}) => ${result(type, from)}`,
  signatures: (signature, from) => [withFailures(signature, from)],
  command: ({ promise, runtime }) => ({
    statements: [['return ', runtime('start'), '(() => ', promise, ')']],
  }),
  docs: {
    command: (link) => `Starts ${link}: its result, or the error that it failed with.`,
  },
};

export default framework;

/** A function of the user's may fail with errors of its own, `E`, and so does the command that calls it. */
function withFailures(signature: PlannedSignature, from: ImportType): PlannedSignature {
  const { typeParameters, resolves } = signature;
  if (resolves === undefined || signature.parameters.every((each) => each.executor === undefined)) return signature;
  const parameters = signature.parameters.map((each) => {
    const executor = each.executor?.();
    if (executor === undefined) return each;
    return { ...each, type: `(${executor.text}) => ${result(executor.resolves, from, ' | E')}` };
  });
  const returns = result(resolves, from, ' | E');
  return { ...signature, typeParameters: [...typeParameters, 'E = never'], parameters, returns };
}
