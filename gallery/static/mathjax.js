// Voilà's page wants MathJax 2 from a CDN. There is none on a closed network: formulas stay as they were typed.
window.MathJax = { Hub: { Config() {}, Configured() {}, Queue() {}, Register: { StartupHook() {} } } };
