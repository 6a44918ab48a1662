namespace Astra.Cli.Tests;

public class Placeholder;
