namespace Astra.Strategies.Tests;

public class Placeholder;
