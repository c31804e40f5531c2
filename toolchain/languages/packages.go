package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// The plugins that installed packages name, each as the JSON of its pulumi-plugin.json.
const listPlugins = `
import importlib.metadata, json
found = [json.loads(file.read_text()) for package in importlib.metadata.distributions()
         for file in package.files or [] if file.name == "pulumi-plugin.json"]
print(json.dumps(found))
`

// The packages that are installed.
const listPackages = `
import importlib.metadata, json
print(json.dumps([{"name": package.name, "version": package.version}
                  for package in importlib.metadata.distributions()]))
`

// The interpreter of the program's virtual environment, if Pulumi.yaml names one.
func pythonOf(info *pulumirpc.ProgramInfo) (string, error) {
	directory, err := environmentOf(info)
	if err != nil {
		return "", err
	}
	if directory == "" {
		return systemPython()
	}
	python := filepath.Join(directory, "bin", "python")
	if _, err := os.Stat(python); err != nil {
		return "", fmt.Errorf("there is no virtual environment in %s: run `pulumi install`", directory)
	}
	return python, nil
}

func systemPython() (string, error) {
	if chosen := os.Getenv("PULUMI_PYTHON_CMD"); chosen != "" {
		return exec.LookPath(chosen)
	}
	return exec.LookPath("python3")
}

func environmentOf(info *pulumirpc.ProgramInfo) (string, error) {
	options := info.GetOptions().AsMap()
	if toolchain, _ := options["toolchain"].(string); toolchain != "" && toolchain != "pip" {
		return "", fmt.Errorf("this pulumi-language-python does not know the toolchain %q: set `toolchain: pip` "+
			"in Pulumi.yaml, or install Pulumi's own (https://www.pulumi.com/docs/install/)", toolchain)
	}
	name, _ := options["virtualenv"].(string)
	if name == "" || filepath.IsAbs(name) {
		return name, nil
	}
	return filepath.Join(info.GetRootDirectory(), name), nil
}

// GetRequiredPackages lists the plugins of all packages that the program can import.
func (served *pythonHost) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	var found []struct {
		Resource bool
		Name     string
		Version  string
		Server   string
	}
	if err := ask(request.GetInfo(), listPlugins, &found); err != nil {
		return nil, err
	}
	response := &pulumirpc.GetRequiredPackagesResponse{}
	for _, each := range found {
		if each.Resource {
			response.Packages = append(response.Packages, &pulumirpc.PackageDependency{
				Name: each.Name, Kind: "resource", Version: each.Version, Server: each.Server,
			})
		}
	}
	return response, nil
}

// GetProgramDependencies lists the packages that are installed.
func (served *pythonHost) GetProgramDependencies(
	_ context.Context, request *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	response := &pulumirpc.GetProgramDependenciesResponse{}
	return response, ask(request.GetInfo(), listPackages, &response.Dependencies)
}

// Runs a script in the program's environment and reads the JSON that it prints.
func ask(info *pulumirpc.ProgramInfo, script string, answer any) error {
	python, err := pythonOf(info)
	if err != nil {
		return err
	}
	text, err := exec.Command(python, "-c", script).Output()
	if err != nil {
		return fmt.Errorf("listing the packages of %s: %w", python, err)
	}
	return json.Unmarshal(text, answer)
}

// InstallDependencies makes the virtual environment and installs requirements.txt into it, for `pulumi
// install` and `pulumi package add`.
func (served *pythonHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest,
	stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	info := request.GetInfo()
	directory, err := environmentOf(info)
	if err != nil {
		return err
	}
	run := func(program string, args ...string) error {
		command := exec.CommandContext(stream.Context(), program, args...)
		command.Dir = info.GetProgramDirectory()
		command.Stdout = sender(func(text []byte) error {
			return stream.Send(&pulumirpc.InstallDependenciesResponse{Stdout: text})
		})
		command.Stderr = sender(func(text []byte) error {
			return stream.Send(&pulumirpc.InstallDependenciesResponse{Stderr: text})
		})
		return command.Run()
	}
	python, err := systemPython()
	if err != nil {
		return err
	}
	if directory != "" {
		if err := run(python, "-m", "venv", directory); err != nil {
			return err
		}
		python = filepath.Join(directory, "bin", "python")
	}
	return run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt")
}

type sender func([]byte) error

func (send sender) Write(text []byte) (int, error) {
	return len(text), send(bytes.Clone(text))
}

// Link adds generated SDKs to requirements.txt, for `pulumi package add`.
func (served *pythonHost) Link(
	_ context.Context, request *pulumirpc.LinkRequest,
) (*pulumirpc.LinkResponse, error) {
	file := filepath.Join(request.GetInfo().GetProgramDirectory(), "requirements.txt")
	content, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(string(content), "\n"), "\n")
	for _, each := range request.GetPackages() {
		path := "./" + filepath.ToSlash(filepath.Clean(each.GetPath()))
		if filepath.IsAbs(each.GetPath()) {
			path = each.GetPath()
		}
		isListed := false
		for _, line := range lines {
			isListed = isListed || strings.TrimPrefix(strings.TrimSpace(line), "./") == strings.TrimPrefix(path, "./")
		}
		if !isListed {
			lines = append(lines, path)
		}
	}
	text := strings.TrimLeft(strings.Join(lines, "\n")+"\n", "\n")
	return &pulumirpc.LinkResponse{}, os.WriteFile(file, []byte(text), 0o644)
}

// About says which Python runs programs.
func (served *pythonHost) About(
	_ context.Context, request *pulumirpc.AboutRequest,
) (*pulumirpc.AboutResponse, error) {
	python, err := pythonOf(request.GetInfo())
	if err != nil {
		return nil, err
	}
	text, err := exec.Command(python, "--version").Output()
	if err != nil {
		return nil, err
	}
	said := strings.TrimPrefix(strings.TrimSpace(string(text)), "Python ")
	return &pulumirpc.AboutResponse{Executable: python, Version: said}, nil
}
