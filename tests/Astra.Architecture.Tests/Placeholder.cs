namespace Astra.Architecture.Tests;

public class Placeholder;
