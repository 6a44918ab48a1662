namespace Astra.Recordings.Tests;

public class Placeholder;
