[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Astra.Recordings.Tests")]
