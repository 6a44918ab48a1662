[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Astra.Recordings.Tests")]
// The command reads the user's small CSV files with the reader that reads market data.
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("astra")]
