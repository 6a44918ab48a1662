namespace Astra.Indicators.Tests;

public class Placeholder;
