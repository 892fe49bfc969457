export default {
  mode: 'production',
  target: 'node',
  entry: './src/main.js',
  output: { filename: 'main.cjs', path: `${import.meta.dirname}/build` },
  // What the driver requires where it is there, and does without where it is not.
  externals: [
    'aws4',
    'gcp-metadata',
    'kerberos',
    'mongodb-client-encryption',
    'snappy',
    'socks',
    '@aws-sdk/credential-providers',
    '@mongodb-js/zstd',
  ].map((name) => ({ [name]: `commonjs ${name}` })),
};
