/** Imports the module that is named, as Lambda imports a handler when it starts, and ends. */
await import(process.argv[2]);
process.exit(0);
