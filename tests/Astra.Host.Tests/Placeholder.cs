namespace Astra.Host.Tests;

public class Placeholder;
