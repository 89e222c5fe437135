// The build answers for these imports (scripts/tfjs-wasm-plugin.ts): a file of assembly/, compiled, in base64.
declare module '*?assembled' {
  const base64: string;
  export default base64;
}
